"""NumPy float64. Pencils are diagonalised once (`_pencil`), points are taken in blocks that fit in cache (`_blocks`)."""

from contextlib import nullcontext
from fractions import Fraction
from typing import Any

import numpy as np
import scipy  # its parts are imported when they are first used

from analytic.arithmetic import _bessel, _blocks, _dense, _elimination, _pencil, _roots
from analytic.arithmetic.protocol import Array, SingularCovariance

UNIT = 2.0**-52
FLOATS = _roots.Numbers(np, UNIT, 200)


class Float64(_dense.Pencils):
    name = "float64"
    own = _blocks.Block

    def scope(self) -> Any:
        return nullcontext()

    def array(self, values: Any) -> Array:
        return values if isinstance(values, self.own) else np.asarray(values, dtype=np.float64)

    def floats(self, a: Array) -> Any:
        return None if isinstance(a, self.own) else np.asarray(a)

    def eye(self, d: int) -> Array:
        return np.eye(d)

    def pi(self) -> Any:
        return np.pi

    def exp(self, a: Array) -> Array:
        return np.exp(a)

    def expm1(self, a: Array) -> Array:
        return np.expm1(a)

    def log(self, a: Array) -> Array:
        return np.log(a)

    def sqrt(self, a: Array) -> Array:
        return np.sqrt(a)

    def sin(self, a: Array) -> Array:
        return np.sin(a)

    def cos(self, a: Array) -> Array:
        return np.cos(a)

    def erfc(self, a: Array) -> Array:
        return scipy.special.erfc(a)

    def atan(self, a: Array) -> Array:
        return np.arctan(a)

    def acos(self, a: Array) -> Array:
        return np.arccos(a)

    def log_ndtr(self, a: Array) -> Array:
        return scipy.special.log_ndtr(a)

    def bessel_quotient(self, nu: Fraction, q: Array) -> Array:
        return _bessel.quotients(np, nu, q, float(np.max(q, initial=0.0)))[0]

    def einsum(self, spec: str, *operands: Array) -> Array:
        if spec == "...ki,...kj->...ij" and operands[0].shape[-1] >= _blocks.NARROW:
            return np.asarray(operands[0]).mT @ operands[1]
        return np.einsum(spec, *operands)

    def solve(self, A: Any, b: Array) -> Array:
        if isinstance(A, _pencil.Member):
            return A.solve(b)
        if _elimination.axis(A):
            return _elimination.solve(A, b, UNIT, _columns)
        return _dense.solve(_columns, A, b, np.broadcast_to, np.empty)

    def logdet(self, A: Any) -> Array:
        return A.logdet if isinstance(A, _pencil.Member) else np.linalg.slogdet(A)[1]

    def softmax(self, logits: Array) -> Array:
        e = np.asarray(logits - logits.max(-1, keepdims=True))
        np.exp(e, out=e)
        e /= e.sum(-1, keepdims=True)
        return e

    def logsumexp(self, logits: Array) -> Array:
        return scipy.special.logsumexp(logits, axis=-1)

    def sqrtm(self, A: Array) -> Array:
        _roots.floats_principal("sqrtm", A, UNIT)
        X = np.real(scipy.linalg.sqrtm(A))
        _roots.holds("sqrtm", A, X, UNIT)
        return X

    def expm(self, A: Array) -> Array:
        return scipy.linalg.expm(A)

    def logm(self, A: Array) -> Array:
        _roots.floats_principal("logm", A, UNIT)
        L = _roots.logm(np, np.eye(len(A)), self.sqrtm, A, _roots.NODES)  # SciPy's draws random numbers
        _roots.holds("logm", A, scipy.linalg.expm(L / 2), UNIT, 4 * (1 + _roots.norm(L)))
        return L

    def root(self, f: Any, df: Any, lo: Array, hi: Array) -> Array:
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return _roots.solved(FLOATS, *_roots.increasing(FLOATS, f, df, _roots.sorted_ends(lo, hi)))

    def pencil(self, S: Array, C: Array) -> _pencil.Basis:
        return _pencil.pencil(S, C)

    def apply(self, D: Any, s: Array) -> Array:
        return D.apply(s)

    def ratio(self, D: Any, S: Any) -> _pencil.Ratio:
        return _pencil.ratio(D, S)

    def blend(self, r: Array, B: Any) -> Array:
        return B.blend(r) if isinstance(B, _pencil.Ratio) else super().blend(r, B)

    def trace(self, B: _pencil.Ratio) -> Array:
        return B.values.sum(-1)

    def pointwise(self, f: Any, *args: Any, **kwargs: Any) -> Any:
        return _blocks.pointwise(f, *args, **kwargs)


def _columns(A: Array, b: Array) -> Array:
    LU, order, _ = scipy.linalg.lapack.dgetrf(A)
    if _dense.singular(np, LU, UNIT, _inverses):
        raise SingularCovariance(_dense.SINGULAR)
    return scipy.linalg.lapack.dgetrs(LU, order, b)[0]


def _inverses(LU: Array) -> tuple[Array, Array]:
    lower, upper = (scipy.linalg.lapack.dtrtri(LU, lower=side, unitdiag=side)[0] for side in (1, 0))
    return np.tril(lower, -1) + np.eye(len(LU)), np.triu(upper)
