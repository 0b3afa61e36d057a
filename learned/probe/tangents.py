"""What a tangent costs in the layers of networks: `with Short():` around forward mode gives them short formulas.

    affine      y = W x + b                            dy = W dx                   linear, conv2d, conv_transpose2d
    batch norm  y = (a/s)(x - m) + b, m and s fixed    dy = (a/s) dx
    group norm  y = a h + b, h = (x - mean x)/s        dy = (a/s) (dx - mean dx - h mean(h dx))
    softmax     y_i = e^x_i / sum_j e^x_j              dy = y dx - y sum_j y_j dx_j
    silu        y = x p, p = 1/(1 + e^-x)              dy = (p + x p (1 - p)) dx
    sum         y = x + c                              dy = dx

W, a, b, c are constants: where one of them has a tangent of its own, torch's formula stands. Torch's are the same to rounding and
pass over memory more often: they add the tangents of constants, which are zero, and each of k tangents works out what all share.
"""

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.autograd.forward_ad import make_dual, unpack_dual
from torch.overrides import TorchFunctionMode

Rule = Callable[..., Tensor | None]  # (f, x, dx, *further arguments of f) -> dy, or None: leave it to torch


class Short(TorchFunctionMode):
    """y = f(x, ...) with dy by its rule, where x has a tangent of the innermost `torch.func.jvp`; all else is torch's own."""

    def __torch_function__(self, f: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if (
            f not in RULES
            or not args
            or _tangent(args[0]) is None
            or any(_tangent(a) is not None for a in (*args[1:], *kwargs.values()))
        ):
            return f(*args, **kwargs)
        x, dx = unpack_dual(args[0], level=0)
        dy = RULES[f](f, x, dx, *args[1:], **kwargs)
        return f(*args, **kwargs) if dy is None else make_dual(f(x, *args[1:], **kwargs), dy, level=0)


def _tangent(a: Any) -> Tensor | None:
    return unpack_dual(a, level=0).tangent if isinstance(a, Tensor) and torch._C._functorch.is_gradtrackingtensor(a) else None


def affine(f: Any, x: Tensor, dx: Tensor, weight: Tensor, bias: Tensor | None = None, *more: Any, **named: Any) -> Any:
    return f(dx, weight, None, *more, **named)


def silu(f: Any, x: Tensor, dx: Tensor, inplace: bool = False) -> Tensor | None:
    p = torch.sigmoid(x)
    return None if inplace else dx * (p + x * p * (1 - p))


def softmax(f: Any, x: Tensor, dx: Tensor, dim: int, dtype: Any = None) -> Tensor | None:
    y = f(x, dim)
    w = y * dx
    return torch.addcmul(w, y, w.sum(dim, keepdim=True), value=-1) if dtype is None else None


def group_norm(
    f: Any, x: Tensor, dx: Tensor, groups: int, weight: Tensor | None = None, bias: Any = None, eps: float = 1e-5
) -> Tensor:
    v, dv = (a.reshape(len(x), groups, -1) for a in (x, dx))
    var, mean = torch.var_mean(v, -1, correction=0, keepdim=True)
    r = torch.rsqrt(var + eps)
    h, s = (v - mean) * r, r.expand_as(v)
    if weight is not None:
        s = s * weight.reshape(groups, -1).repeat_interleave(x[0, 0].numel(), -1)
    inside = torch.addcmul(dv, h, (h * dv).mean(-1, keepdim=True), value=-1).sub_(dv.mean(-1, keepdim=True))
    return inside.mul_(s).reshape(x.shape)


def batch_norm(
    f: Any,
    x: Tensor,
    dx: Tensor,
    mean: Any,
    var: Any,
    weight: Tensor | None = None,
    bias: Any = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Tensor | None:
    if training or var is None:
        return None
    s = torch.rsqrt(var + eps)
    return dx * (s if weight is None else s * weight).reshape(-1, *(1,) * (x.ndim - 2))


def add(f: Any, x: Tensor, dx: Tensor, c: Any, **scale: Any) -> Tensor | None:
    same = isinstance(c, Tensor) and c.dtype == x.dtype and torch.broadcast_shapes(x.shape, c.shape) == x.shape
    return dx if same else None


RULES: dict[Any, Rule] = {
    **dict.fromkeys((F.linear, F.conv2d, F.conv_transpose2d), affine),
    **dict.fromkeys((Tensor.add, Tensor.__add__, torch.add), add),
    F.silu: silu,
    torch.softmax: softmax,
    F.group_norm: group_norm,
    F.batch_norm: batch_norm,
}
