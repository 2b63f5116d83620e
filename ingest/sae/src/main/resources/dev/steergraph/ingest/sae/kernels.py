class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def centered(self, x: Tensor) -> Tensor:
    return torch.sub(x, torch.mean(x, [-1], True))

  def times(self, x: Tensor, factor: float) -> Tensor:
    return torch.mul(x, factor)

  def constant_norm(self, x: Tensor) -> Tensor:
    norm = torch.linalg_vector_norm(x, 2, [-1], True)
    return torch.mul(x, torch.div(torch.sqrt(torch.mul(torch.ones_like(norm), torch.size(x, -1))), norm))

  def layer_norm(self, x: Tensor) -> Tensor:
    centred = torch.sub(x, torch.mean(x, [-1], True))
    return torch.div(centred, torch.add(torch.std(centred, [-1], True, True), 1e-05))

  def less(self, x: Tensor, bias: Tensor) -> Tensor:
    return torch.sub(x, bias)

  def product(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    if torch.eq(torch.numel(bias), 0):
      y = torch.matmul(x, weight)
    else:
      y = torch.addmm(bias, x, weight)
    return y

  def scaled(self, pre: Tensor, scale: Tensor) -> Tensor:
    return torch.mul_(pre, scale)

  def above(self, pre: Tensor, threshold: Tensor) -> List[Tensor]:
    fires = torch.gt(pre, threshold)
    width = torch.size(pre, 1)
    at = torch.squeeze(torch.nonzero(torch.view(fires, [-1])), -1)
    values = torch.index_select(torch.view(pre, [-1]), 0, at)
    rows = torch.sum(fires, [-1], False, dtype=3)
    return [rows, torch.to(torch.remainder(at, width), 3), values]

  def gated(self, product: Tensor, gate: Tensor, scale: Tensor, bias: Tensor) -> List[Tensor]:
    magnitude = torch.add(torch.mul(product, scale), bias)
    fires = torch.logical_and(torch.gt(torch.add(product, gate), 0), torch.gt(magnitude, 0))
    width = torch.size(product, 1)
    at = torch.squeeze(torch.nonzero(torch.view(fires, [-1])), -1)
    values = torch.index_select(torch.view(magnitude, [-1]), 0, at)
    rows = torch.sum(fires, [-1], False, dtype=3)
    return [rows, torch.to(torch.remainder(at, width), 3), values]

  def largest(self, pre: Tensor, k: int) -> List[Tensor]:
    values, features = torch.topk(pre, k, -1, True, False)
    ordered, order = torch.sort(features, -1)
    sorted = torch.gather(values, -1, order)
    fires = torch.gt(sorted, 0)
    rows = torch.sum(fires, [-1], False, dtype=3)
    return [rows, torch.to(torch.masked_select(ordered, fires), 3), torch.masked_select(sorted, fires)]

  def place(self, rows: Tensor, at: Tensor, x: Tensor, taken: Tensor) -> Tensor:
    flat = torch.reshape(x, [-1, torch.size(rows, 1)])
    return torch.index_copy_(rows, 0, at, torch.index_select(flat, 0, taken))

  def unscaled(self, values: Tensor, features: Tensor, scale: Tensor) -> Tensor:
    return torch.div(values, torch.index_select(scale, 0, features))

  def decode(self, rows: Tensor, features: Tensor, values: Tensor, decoder: Tensor, bias: Tensor) -> Tensor:
    first = torch.sub(torch.cumsum(rows, 0), rows)
    sums, bags, sizes, largest = torch.embedding_bag(decoder, torch.to(features, 4), first, False, 0, False, values)
    return torch.add_(sums, bias)

  def constant_norm_out(self, y: Tensor, x: Tensor) -> Tensor:
    norm = torch.linalg_vector_norm(x, 2, [-1], True)
    return torch.mul_(y, torch.div(norm, torch.sqrt(torch.mul(torch.ones_like(norm), torch.size(x, -1)))))

  def layer_norm_out(self, y: Tensor, x: Tensor) -> Tensor:
    return torch.add_(torch.mul_(y, torch.std(x, [-1], True, True)), torch.mean(x, [-1], True))

  def add_product(self, y: Tensor, x: Tensor, weight: Tensor) -> Tensor:
    return torch.add_(y, torch.matmul(x, weight))

  def moved(self, rows: Tensor, features: Tensor, values: Tensor, chosen: Tensor, keep: Tensor, add: Tensor) -> Tensor:
    n = torch.size(rows, 0)
    row = torch.repeat_interleave(rows, output_size=torch.size(features, 0))
    hits = torch.to(torch.eq(torch.unsqueeze(torch.to(features, 4), 0), torch.unsqueeze(chosen, 1)), 6)
    none = torch.zeros([torch.size(chosen, 0), n], dtype=6, device=ops.prim.device(values))
    f = torch.t(torch.index_add_(none, 1, torch.to(row, 4), torch.mul(hits, values)))
    return torch.sub(torch.relu(torch.add(torch.mul(f, keep), add)), f)

  def matmul(self, x: Tensor, weight: Tensor) -> Tensor:
    return torch.matmul(x, weight)

  def repeated(self, x: Tensor, rows: int) -> Tensor:
    return torch.contiguous(torch.expand(torch.unsqueeze(x, 0), [rows, -1]))

  def by_std(self, y: Tensor, x: Tensor) -> Tensor:
    return torch.mul_(y, torch.std(x, [-1], True, True))
