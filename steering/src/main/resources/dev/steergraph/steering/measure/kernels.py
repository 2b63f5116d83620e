class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def rows(self, x: Tensor, at: Tensor) -> Tensor:
    return torch.index_select(torch.view(x, [-1, torch.size(x, -1)]), 0, at)

  def log_softmax(self, logits: Tensor) -> Tensor:
    return torch.log_softmax(logits, -1)

  def compare(self, p: Tensor, q: Tensor, next: Tensor, targets: Tensor) -> Tensor:
    kl = torch.sum(torch.mul(torch.exp(p), torch.sub(p, q)), [-1], False)
    taken = torch.squeeze(torch.gather(q, 1, torch.unsqueeze(next, 1)), 1)
    wanted = torch.logsumexp(torch.index_select(q, 1, targets), [-1], False)
    return torch.stack([kl, torch.neg(taken), wanted], 1)

  def shift(self, p: Tensor, q: Tensor, group: Tensor, weight: Tensor, groups: int) -> Tensor:
    change = torch.sub(q, p)
    level = torch.sub(change, torch.mean(change, [-1], True))
    sums = torch.index_add(torch.zeros([groups, torch.size(p, -1)], dtype=6, layout=None, device=ops.prim.device(p), pin_memory=False), 0, group, torch.mul(level, torch.unsqueeze(weight, 1)))
    return sums

  def agreement(self, shift: Tensor) -> Tensor:
    length = torch.clamp_min(torch.linalg_vector_norm(shift, 2, [-1], True), 1e-12)
    sum = torch.sum(torch.div(shift, length), [0], False)
    n = torch.size(shift, 0)
    return torch.div(torch.sub(torch.dot(sum, sum), n), n * (n - 1))
