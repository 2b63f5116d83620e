class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def pack(self, weight: Tensor, rows: int) -> Tensor:
    return ops.mkldnn._reorder_linear_weight(weight, rows)

  def linear(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    if torch.eq(torch.numel(bias), 0):
      y = ops.mkldnn._linear_pointwise(x, weight, None, "none", annotate(List[Optional[number]], []), "")
    else:
      y = ops.mkldnn._linear_pointwise(x, weight, bias, "none", annotate(List[Optional[number]], []), "")
    return y
