class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def cast(self, x: Tensor, dtype: int) -> Tensor:
    return torch.to(x, dtype, False, True)

  def room(self, near: Tensor, elements: int, dtype: int) -> Tensor:
    return torch.empty([elements], dtype=dtype, device=ops.prim.device(near))

  def fill(self, room: Tensor, at: int, x: Tensor) -> Tensor:
    return torch.copy_(torch.narrow(room, 0, at, torch.size(x, 0)), x)

  def wide(self, x: Tensor) -> Tensor:
    return torch.contiguous(torch.to(x, 6))

  def copy(self, x: Tensor) -> Tensor:
    return torch.contiguous(torch.to(x, 6, False, True))

  def rows(self, x: Tensor, rows: Tensor) -> Tensor:
    return torch.index_select(torch.reshape(x, [-1, torch.size(x, -1)]), 0, rows)

  def loss(self, logits: Tensor, entries: Tensor) -> Tensor:
    return torch.neg(torch.index_select(torch.view(torch.log_softmax(logits, -1), [-1]), 0, entries))

  def transpose(self, x: Tensor) -> Tensor:
    return torch.contiguous(torch.t(x))

  def like(self, x: Tensor, other: Tensor) -> Tensor:
    return torch.to(x, ops.prim.dtype(other), False, True)

  def embedding(self, ids: Tensor, table: Tensor) -> Tensor:
    return torch.to(torch.embedding(table, ids), 6)

  def linear(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    narrow = torch.to(x, ops.prim.dtype(weight))
    if torch.eq(torch.numel(bias), 0):
      y = torch.linear(narrow, weight)
    else:
      y = torch.linear(narrow, weight, bias)
    return y

  def layer_norm(self, x: Tensor, gamma: Tensor, beta: Tensor, epsilon: float) -> Tensor:
    return torch.layer_norm(torch.to(x, 6), [torch.size(x, -1)], gamma, beta, epsilon)

  def layer_normalized(self, x: Tensor, epsilon: float) -> Tensor:
    return torch.layer_norm(torch.to(x, 6), [torch.size(x, -1)], None, None, epsilon)

  def gain_and_bias(self, x: Tensor, gamma: Tensor, beta: Tensor) -> Tensor:
    return torch.add_(torch.mul(x, gamma), beta)

  def rms_norm(self, x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    wide = torch.to(x, 6)
    norm = torch.linalg_vector_norm(wide, 2, [-1], True)
    mean = torch.div(torch.mul(norm, norm), torch.size(x, -1))
    y = torch.mul(wide, torch.rsqrt(torch.add(mean, epsilon)))
    return torch.mul_(y, weight)

  def rms_normalized(self, x: Tensor, epsilon: float) -> Tensor:
    wide = torch.to(x, 6)
    norm = torch.linalg_vector_norm(wide, 2, [-1], True)
    mean = torch.div(torch.mul(norm, norm), torch.size(x, -1))
    return torch.mul(wide, torch.rsqrt(torch.add(mean, epsilon)))

  def gain(self, x: Tensor, weight: Tensor) -> Tensor:
    return torch.mul(x, weight)

  def gelu(self, x: Tensor) -> Tensor:
    return torch.gelu_(x, approximate="none")

  def gelu_tanh(self, x: Tensor) -> Tensor:
    return torch.gelu_(x, approximate="tanh")

  def silu(self, x: Tensor) -> Tensor:
    return torch.silu_(x)

  def relu(self, x: Tensor) -> Tensor:
    return torch.relu_(x)

  def add(self, x: Tensor, y: Tensor) -> Tensor:
    return torch.add_(x, y)

  def scale(self, x: Tensor, factor: float) -> Tensor:
    return torch.mul_(x, factor)

  def gate(self, gate: Tensor, up: Tensor) -> Tensor:
    return torch.mul_(gate, up)

  def soft_cap(self, x: Tensor, cap: float) -> Tensor:
    return torch.mul_(torch.tanh_(torch.div_(torch.to(x, 6), cap)), cap)

  def by_length(self, positions: Tensor, frequencies: Tensor, beyond: Tensor, limit: float) -> Tensor:
    length = torch.add(torch.amax(positions, [-1], True), 1)
    return torch.where(torch.gt(torch.unsqueeze(length, -1), limit), beyond, frequencies)

  def rotary(self, positions: Tensor, frequencies: Tensor, factor: float) -> List[Tensor]:
    angle = torch.mul(torch.unsqueeze(torch.to(positions, 6), -1), frequencies)
    return [torch.mul_(torch.cos(angle), factor), torch.mul_(torch.sin(angle), factor)]

  def split_heads(self, qkv: Tensor, heads: int, groups: int) -> List[Tensor]:
    b = torch.size(qkv, 0)
    t = torch.size(qkv, 1)
    x = torch.transpose(torch.view(qkv, [b, t, torch.add(heads, torch.mul(2, groups)), -1]), 1, 2)
    q = torch.narrow(x, 1, 0, heads)
    k = torch.narrow(x, 1, heads, groups)
    v = torch.narrow(x, 1, torch.add(heads, groups), groups)
    return [q, k, v]

  def norm_parts(self, x: Tensor, at: int, weight: Tensor, epsilon: float) -> Tensor:
    n = torch.size(weight, 0)
    width = torch.size(weight, 1)
    part = torch.narrow(x, 2, at, torch.mul(n, width))
    parts = torch.view(part, [torch.size(x, 0), torch.size(x, 1), n, width])
    wide = torch.to(parts, 6)
    norm = torch.linalg_vector_norm(wide, 2, [-1], True)
    mean = torch.div(torch.mul(norm, norm), width)
    factor = torch.rsqrt(torch.add(mean, epsilon))
    if torch.eq(ops.prim.dtype(x), 6):
      done = torch.mul_(torch.mul_(parts, factor), weight)
    else:
      done = torch.copy_(parts, torch.mul_(torch.mul(wide, factor), weight))
    return x

  def rotate(self, qkv: Tensor, heads: int, groups: int, cos: Tensor, sin: Tensor) -> Tensor:
    b = torch.size(qkv, 0)
    t = torch.size(qkv, 1)
    half = torch.size(cos, -1)
    x = torch.narrow(torch.view(qkv, [b, t, torch.add(heads, torch.mul(2, groups)), -1]), 2, 0, torch.add(heads, groups))
    c = torch.unsqueeze(cos, -2)
    s = torch.unsqueeze(sin, -2)
    x1 = torch.narrow(x, 3, 0, half)
    x2 = torch.narrow(x, 3, half, half)
    across1 = torch.mul(x1, s)
    across2 = torch.mul(x2, s)
    if torch.eq(ops.prim.dtype(qkv), 6):
      y1 = torch.sub_(torch.mul_(x1, c), across2)
      y2 = torch.add_(torch.mul_(x2, c), across1)
    else:
      y1 = torch.copy_(x1, torch.sub(torch.mul(x1, c), across2))
      y2 = torch.copy_(x2, torch.add(torch.mul(x2, c), across1))
    return qkv

  def mask(self, positions: Tensor, real: Tensor, t: int, s: int, window: int, causal: bool) -> Tensor:
    j = torch.arange(s, dtype=4, device=ops.prim.device(positions))
    i = torch.unsqueeze(torch.narrow(j, 0, torch.sub(s, t), t), -1)
    if causal:
      allowed = torch.le(j, i)
    else:
      allowed = torch.ge(torch.add(j, torch.mul(i, 0)), 0)
    if torch.gt(window, 0):
      allowed = torch.logical_and(allowed, torch.lt(torch.sub(i, j), window))
    allowed = torch.view(allowed, [1, 1, t, s])
    if torch.gt(torch.numel(real), 0):
      seen = torch.logical_and(allowed, torch.view(real, [-1, 1, 1, s]))
      allowed = torch.logical_or(seen, torch.eq(i, j))
    return allowed

  def attend(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, causal: bool, scale: float, cap: float, sinks: Tensor) -> Tensor:
    b = torch.size(q, 0)
    t = torch.size(q, 2)
    repeat = torch.floordiv(torch.size(q, 1), torch.size(k, 1))
    if torch.gt(torch.numel(sinks), 0):
      mixed = (self).attend_or_sink(q, k, v, mask, scale, sinks)
    elif torch.eq(cap, 0.):
      if torch.eq(torch.numel(mask), 0):
        mixed = torch.scaled_dot_product_attention(q, k, v, None, 0., causal, scale=scale, enable_gqa=torch.gt(repeat, 1))
      else:
        mixed = torch.scaled_dot_product_attention(q, k, v, mask, 0., False, scale=scale, enable_gqa=torch.gt(repeat, 1))
    else:
      keys = torch.repeat_interleave(k, repeat, 1)
      values = torch.repeat_interleave(v, repeat, 1)
      scores = torch.to(torch.matmul(torch.mul(q, scale), torch.transpose(keys, -2, -1)), 6)
      scores = torch.mul_(torch.tanh_(torch.div_(scores, cap)), cap)
      scores = torch.masked_fill_(scores, torch.logical_not(mask), -inf)
      mixed = torch.matmul(torch.to(torch.softmax(scores, -1), ops.prim.dtype(v)), values)
    return torch.reshape(torch.transpose(mixed, 1, 2), [b, t, -1])

  def attend_or_sink(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: float, sinks: Tensor) -> Tensor:
    sink = torch.view(sinks, [1, -1, 1])
    if ops.prim.is_cuda(q):
      read, sums = (self).attend_with_sums(q, k, v, mask, scale)
    else:
      repeat = torch.floordiv(torch.size(q, 1), torch.size(k, 1))
      keys = torch.repeat_interleave(k, repeat, 1)
      values = torch.repeat_interleave(v, repeat, 1)
      unseen = torch.masked_fill_(torch.zeros_like(mask, dtype=ops.prim.dtype(q)), torch.logical_not(mask), -inf)
      read, sums = torch._scaled_dot_product_flash_attention_for_cpu(q, keys, values, 0., False, attn_mask=unseen, scale=scale)
    share = torch.unsqueeze(torch.sigmoid(torch.sub(sums, sink)), -1)
    return torch.mul(read, torch.to(share, ops.prim.dtype(v)))

  def attend_with_sums(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: float) -> Tuple[Tensor, Tensor]:
    b = torch.size(q, 0)
    h = torch.size(q, 1)
    t = torch.size(q, 2)
    g = torch.size(k, 1)
    rows = torch.mul(torch.floordiv(h, g), t)
    grouped = torch.reshape(torch.mul(q, scale), [b, g, rows, -1])
    scores = torch.view(torch.to(torch.matmul(grouped, torch.transpose(k, -2, -1)), 6), [b, h, t, -1])
    scores = torch.masked_fill_(scores, torch.logical_not(mask), -inf)
    sums = torch.logsumexp(scores, [-1])
    shares = torch.exp_(torch.sub_(scores, torch.unsqueeze(sums, -1)))
    read = torch.matmul(torch.view(torch.to(shares, ops.prim.dtype(v)), [b, g, rows, -1]), v)
    return (torch.view(read, [b, h, t, -1]), sums)

  def open(self, x: Tensor, gate: Tensor) -> Tensor:
    return torch.mul_(x, torch.sigmoid(gate))

  def repeat_heads(self, x: Tensor, times: int) -> Tensor:
    b = torch.size(x, 0)
    g = torch.size(x, 1)
    s = torch.size(x, 2)
    d = torch.size(x, 3)
    each = torch.expand(torch.unsqueeze(x, 2), [b, g, times, s, d])
    return torch.reshape(each, [b, torch.mul(g, times), s, d])

  def store(self, room: Tensor, at: int, x: Tensor) -> Tensor:
    t = torch.size(x, 2)
    torch.copy_(torch.narrow(room, 2, at, t), x)
    return torch.narrow(room, 2, 0, torch.add(at, t))
