class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def rows(self, x: Tensor, at: Tensor) -> Tensor:
    return torch.index_select(torch.view(x, [-1, torch.size(x, -1)]), 0, at)

  def replace(self, x: Tensor, at: Tensor, made: Tensor) -> Tensor:
    return torch.index_copy_(torch.view(x, [-1, torch.size(x, -1)]), 0, at, made)

  def zero(self, x: Tensor, at: Tensor) -> Tensor:
    return torch.index_fill_(torch.view(x, [-1, torch.size(x, -1)]), 0, at, 0)

  def norms(self, x: Tensor) -> Tensor:
    return torch.linalg_vector_norm(x, 2, [-1], False)
