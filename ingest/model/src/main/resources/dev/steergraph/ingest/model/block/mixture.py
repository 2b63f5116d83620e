class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def softmax_top(self, scores: Tensor, chosen: int) -> List[Tensor]:
    weights, experts = torch.topk(torch.softmax(scores, -1), chosen, -1)
    return [weights, experts]

  def softmax_top_normalised(self, scores: Tensor, chosen: int) -> List[Tensor]:
    weights, experts = torch.topk(torch.softmax(scores, -1), chosen, -1)
    return [torch.div(weights, torch.sum(weights, [-1], True)), experts]

  def top_softmax(self, scores: Tensor, chosen: int) -> List[Tensor]:
    best, experts = torch.topk(scores, chosen, -1)
    return [torch.softmax(best, -1), experts]

  def dispatch(self, x: Tensor, experts: Tensor, count: int) -> List[Tensor]:
    flat = torch.view(experts, [-1])
    order = torch.argsort(flat, stable=True, dim=0, descending=False)
    rows = torch.index_select(x, 0, torch.floor_divide(order, torch.size(experts, -1)))
    return [rows, torch.bincount(flat, None, count), torch.argsort(order)]

  def grouped(self, x: Tensor, counts: Tensor, weights: Tensor, biases: Tensor) -> Tensor:
    many = annotate(List[int], counts.tolist())
    narrow = torch.to(x, ops.prim.dtype(weights))
    y = torch.empty([torch.size(x, 0), torch.size(weights, 1)], dtype=ops.prim.dtype(weights), device=ops.prim.device(x))
    biased = torch.gt(torch.numel(biases), 0)
    at = 0
    for e in range(torch.len(many)):
      n = many[e]
      if torch.gt(n, 0):
        weight = torch.t(torch.select(weights, 0, e))
        piece = torch.narrow(narrow, 0, at, n)
        into = torch.narrow(y, 0, at, n)
        if biased:
          torch.addmm(torch.select(biases, 0, e), piece, weight, out=into)
        else:
          torch.mm(piece, weight, out=into)
      at = torch.add(at, n)
    return y

  def combine(self, y: Tensor, places: Tensor, weights: Tensor) -> Tensor:
    chosen = torch.size(weights, 1)
    starts = torch.arange(0, torch.numel(weights), chosen, dtype=4, device=ops.prim.device(y))
    shares = torch.reshape(weights, [-1])
    mixed, _0, _1, _2 = torch.embedding_bag(torch.to(y, 6), places, starts, False, 0, False, shares, False)
    return mixed

  def halves(self, x: Tensor) -> List[Tensor]:
    return torch.chunk(x, 2, -1)

  def clamped(self, x: Tensor, limit: float, alpha: float) -> Tensor:
    gate, up = torch.chunk(x, 2, -1)
    torch.clamp_(gate, None, limit)
    torch.add_(torch.clamp_(up, torch.neg(limit), limit), 1)
    torch.mul_(gate, torch.sigmoid(torch.mul(gate, alpha)))
    return torch.mul_(gate, up)

  def flat(self, x: Tensor) -> Tensor:
    return torch.reshape(x, [-1, torch.size(x, -1)])

  def like(self, x: Tensor, shape: Tensor) -> Tensor:
    return torch.view(x, torch.size(shape))

  def share(self, mixed: Tensor, gate: Tensor, shared: Tensor) -> Tensor:
    return torch.addcmul_(mixed, torch.to(torch.sigmoid(gate), 6), torch.to(shared, 6))

  def as_it_is(self, x: Tensor) -> Tensor:
    return torch.contiguous(torch.alias(x))

  def transposed(self, x: Tensor) -> Tensor:
    return torch.contiguous(torch.t(x))

  def pairs_apart(self, x: Tensor) -> Tensor:
    first = torch.slice(x, 0, 0, None, 2)
    second = torch.slice(x, 0, 1, None, 2)
    return torch.cat([first, second], 0)

  def columns_apart(self, x: Tensor) -> Tensor:
    return (self).pairs_apart(torch.contiguous(torch.t(x)))
