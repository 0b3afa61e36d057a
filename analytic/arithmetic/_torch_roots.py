"""Roots in torch, with forward and reverse derivatives: iterate without derivatives, then take Newton steps with them.

A Newton step for G(y, A) = 0 from the solution y, held fixed, gives y again, and its derivative in A is that of the implicit
function; two steps carry derivatives up to the third. Multiple eigenvalues need no care: no eigenvector is ever formed.
"""

from functools import partial
from typing import Any

import numpy as np
import torch

from analytic.arithmetic import _roots

plain = partial(torch.func.debug_unwrap, recurse=True)


def sqrtm(A: Any) -> Any:
    """X <- X + E, X E + E X = A - X^2, from the limit of X <- (X + Y^-1)/2, Y <- (Y + X^-1)/2 (Denman and Beavers)."""
    eye = torch.eye(A.shape[-1], dtype=A.dtype, device=A.device)
    with torch.no_grad():
        scale = A.detach().norm()
        X, Y = A.detach() / scale, eye
        for _ in range(40):
            X, Y = (X + torch.linalg.inv(Y)) / 2, (Y + torch.linalg.inv(X)) / 2
        X = (X * scale.sqrt()).detach()
    for _ in range(2):
        R = A - X @ X
        X = X + torch.linalg.solve(torch.kron(X, eye) + torch.kron(eye, X.mT.contiguous()), R.reshape(-1)).reshape(R.shape)
    _roots.holds("sqrtm", A.detach(), X.detach(), torch.finfo(A.dtype).eps, plain=plain)
    return X


def logm(A: Any) -> Any:
    """The logarithm through roots and rational functions."""
    like = partial(torch.as_tensor, dtype=A.dtype, device=A.device)
    L = _roots.logm(torch, like(np.eye(len(A))), sqrtm, A, map(like, _roots.NODES), plain)
    half = torch.linalg.matrix_exp(L.detach() / 2)
    _roots.holds("logm", A.detach(), half, torch.finfo(A.dtype).eps, 4 * (1 + _roots.norm(L.detach())), plain)
    return L


def root(f: Any, df: Any, lo: Any, hi: Any) -> Any:
    on = _roots.Numbers(torch, torch.finfo(lo.dtype).eps, 200, plain, lambda y: y)
    with torch.no_grad():
        ends = torch.sort(torch.cat([lo.detach(), hi.detach()], -1)).values
        y = _roots.solved(on, *_roots.increasing(on, lambda y: [term.detach() for term in f(y)], lambda y: df(y).detach(), ends))
    for _ in range(2):
        step = sum(f(y)) / df(y).clamp_min(torch.finfo(y.dtype).tiny)
        y = y - (step - step.detach())  # the value stays: a step may be rounding noise over a vanishing df
    return y
