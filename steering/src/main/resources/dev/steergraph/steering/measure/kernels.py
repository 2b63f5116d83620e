class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def rows(self, x: Tensor, at: Tensor) -> Tensor:
    return torch.index_select(torch.view(x, [-1, torch.size(x, -1)]), 0, at)

  def to_log_softmax(self, logits: Tensor) -> Tensor:
    return torch.sub_(logits, torch.logsumexp(logits, [-1], True))

  def exp(self, x: Tensor) -> Tensor:
    return torch.exp(x)

  def expected(self, probabilities: Tensor, q: Tensor) -> Tensor:
    product = torch.bmm(torch.unsqueeze(probabilities, 1), torch.unsqueeze(q, 2))
    return torch.view(product, [-1])

  def compare(self, probabilities: Tensor, expected: Tensor, q: Tensor, next: Tensor, targets: Tensor) -> Tensor:
    product = torch.bmm(torch.unsqueeze(probabilities, 1), torch.unsqueeze(q, 2))
    kl = torch.sub(expected, torch.view(product, [-1]))
    taken = torch.squeeze(torch.gather(q, 1, torch.unsqueeze(next, 1)), 1)
    wanted = torch.logsumexp(torch.index_select(q, 1, targets), [-1], False)
    return torch.stack([kl, torch.neg(taken), wanted], 1)

  def together(self, q: Tensor, targets: Tensor) -> Tensor:
    return torch.logsumexp(torch.index_select(q, 1, targets), [-1], False)

  def weighted(self, weights: Tensor, p: Tensor) -> Tensor:
    return torch.matmul(weights, p)

  def shift(self, p: Tensor, q: Tensor, groups: Tensor) -> Tensor:
    change = torch.sub(torch.matmul(groups, q), torch.matmul(groups, p))
    return torch.sub(change, torch.mean(change, [-1], True))

  def units(self, shift: Tensor) -> Tensor:
    length = torch.clamp_min(torch.linalg_vector_norm(shift, 2, [-1], True), 1e-12)
    return torch.sum(torch.div(shift, length), [0], False)
