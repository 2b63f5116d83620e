class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def masked(self, x: Tensor, real: Tensor) -> Tensor:
    t = torch.size(x, 1)
    own = torch.narrow(real, 1, torch.sub(torch.size(real, 1), t), t)
    return torch.mul(x, torch.unsqueeze(torch.to(own, ops.prim.dtype(x)), -1))

  def slice(self, x: Tensor, start: int, length: int) -> Tensor:
    return torch.narrow(x, -1, start, length)

  def convolve(self, x: Tensor, past: Tensor, taps: Tensor) -> List[Tensor]:
    b = torch.size(x, 0)
    t = torch.size(x, 1)
    k = torch.size(taps, 0)
    c = torch.size(taps, 1)
    before = past
    if torch.eq(torch.numel(past), 0):
      before = torch.zeros([b, torch.sub(k, 1), c], dtype=6, device=ops.prim.device(x))
    joined = torch.cat([before, torch.to(torch.narrow(x, -1, 0, c), 6)], 1)
    y = torch.mul(torch.narrow(joined, 1, 0, t), torch.select(taps, 0, 0))
    for j in range(1, k):
      torch.addcmul_(y, torch.narrow(joined, 1, j, t), torch.select(taps, 0, j))
    return [y, torch.contiguous(torch.narrow(joined, 1, t, torch.sub(k, 1)))]

  def unit(self, x: Tensor) -> Tensor:
    return torch.mul(x, torch.rsqrt(torch.add(torch.sum(torch.mul(x, x), [-1], True), 1e-06)))

  def chunked(self, x: Tensor, heads: int, size: int, fill: int) -> Tensor:
    b = torch.size(x, 0)
    split = torch.transpose(torch.view(x, [b, torch.size(x, 1), heads, -1]), 1, 2)
    whole = torch.contiguous(torch.constant_pad_nd(split, [0, 0, 0, fill]))
    return torch.view(whole, [b, heads, -1, size, torch.size(whole, -1)])

  def delta(self, qkv: Tensor, beta: Tensor, a: Tensor, rate: Tensor, shift: Tensor, state: Tensor, groups: int, width: int, heads: int, most: int) -> List[Tensor]:
    b = torch.size(qkv, 0)
    t = torch.size(qkv, 1)
    repeat = torch.floordiv(heads, groups)
    size = ops.prim.min(t, most)
    fill = torch.remainder(torch.sub(size, torch.remainder(t, size)), size)
    keys = torch.mul(groups, width)
    values = torch.sub(torch.size(qkv, -1), torch.mul(2, keys))
    q = torch.unsqueeze((self).unit((self).chunked(torch.narrow(qkv, -1, 0, keys), groups, size, fill)), 2)
    k = torch.unsqueeze((self).unit((self).chunked(torch.narrow(qkv, -1, keys, keys), groups, size, fill)), 2)
    v = (self).chunked(torch.narrow(qkv, -1, torch.mul(2, keys), values), heads, size, fill)
    n = torch.size(v, 2)
    d = torch.size(v, -1)
    v = torch.view(v, [b, groups, repeat, n, size, d])
    q = torch.mul_(q, torch.pow(width, -0.5))
    strength = torch.view((self).chunked(torch.sigmoid(torch.to(beta, 6)), heads, size, fill), [b, groups, repeat, n, size, 1])
    decay = torch.mul(torch.softplus(torch.add(torch.to(a, 6), shift)), rate)
    since = torch.cumsum(torch.view((self).chunked(decay, heads, size, fill), [b, groups, repeat, n, size, 1]), 4)
    kept = torch.exp(since)
    last = torch.narrow(since, 4, torch.sub(size, 1), 1)
    left = torch.exp(torch.sub(last, since))
    over = torch.exp(last)
    later = torch.triu(torch.ones([size, size], dtype=11, device=ops.prim.device(qkv)), 1)
    pair = torch.sub(since, torch.transpose(since, -2, -1))
    pair = torch.exp_(torch.masked_fill_(pair, later, -inf))
    kt = torch.transpose(k, -2, -1)
    system = torch.mul_(torch.mul(torch.matmul(k, kt), pair), strength)
    within = torch.mul_(pair, torch.matmul(q, kt))
    known = torch.cat([torch.mul(v, strength), torch.mul(k, torch.mul(strength, kept))], -1)
    solved = torch.linalg_solve_triangular(system, known, upper=False, left=True, unitriangular=True)
    fresh = torch.narrow(solved, -1, 0, d)
    read = torch.narrow(solved, -1, d, width)
    s = state
    if torch.eq(torch.numel(state), 0):
      s = torch.zeros([b, groups, repeat, width, d], dtype=6, device=ops.prim.device(qkv))
    y = torch.empty([b, groups, repeat, n, size, d], dtype=6, device=ops.prim.device(qkv))
    for i in range(n):
      u = torch.sub(torch.select(fresh, 3, i), torch.matmul(torch.select(read, 3, i), s))
      old = torch.mul_(torch.matmul(torch.select(q, 3, i), s), torch.select(kept, 3, i))
      torch.copy_(torch.select(y, 3, i), torch.add_(old, torch.matmul(torch.select(within, 3, i), u)))
      s = torch.add(torch.mul(s, torch.select(over, 3, i)), torch.matmul(torch.select(kt, 3, i), torch.mul_(u, torch.select(left, 3, i))))
    flat = torch.narrow(torch.view(y, [b, heads, torch.mul(n, size), d]), 2, 0, t)
    return [torch.contiguous(torch.transpose(flat, 1, 2)), s]

  def gated(self, y: Tensor, z: Tensor) -> Tensor:
    b = torch.size(y, 0)
    t = torch.size(y, 1)
    wide = torch.to(torch.view(z, [b, t, torch.size(y, 2), -1]), 6)
    return torch.view(torch.mul_(y, torch.silu(wide)), [b, t, -1])
