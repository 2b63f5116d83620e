class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def rows(self, x: Tensor, at: Tensor) -> Tensor:
    return torch.index_select(torch.view(x, [-1, torch.size(x, -1)]), 0, at)

  def add(self, x: Tensor, at: Tensor, shift: Tensor) -> Tensor:
    flat = torch.view(x, [-1, torch.size(x, -1)])
    return torch.index_add_(flat, 0, at, torch.expand(shift, [torch.size(at, 0), -1]))

  def project_out(self, x: Tensor, at: Tensor, directions: Tensor) -> Tensor:
    flat = torch.view(x, [-1, torch.size(x, -1)])
    rows = torch.index_select(flat, 0, at)
    part = torch.matmul(torch.matmul(rows, torch.t(directions)), directions)
    return torch.index_copy_(flat, 0, at, torch.sub(rows, part))

  def lengths(self, before: Tensor, after: Tensor) -> Tensor:
    moved = torch.mean(torch.linalg_vector_norm(torch.sub(after, before), 2, [-1], False))
    return torch.stack([moved, torch.mean(torch.linalg_vector_norm(before, 2, [-1], False))], 0)
