"""Certified matrix functions of Arb balls: the result encloses f(A) for EVERY real matrix A in the input balls.

Root: let X be an approximation, R = A - X^2, and E -> X E + E X the Sylvester operator. Then (X + E)^2 = A exactly if E is a
fixed point of E -> X E + E X inverted on R - E^2. With b >= |inverse| and 4 b^2 |R| < 1 (Frobenius norms), the ball
|E| <= 2 b |R| is mapped into itself, so by Brouwer it holds a fixed point. That the root is the principal one is shown by
Lyapunov: P X + X^T P and P positive definite for every X in the enclosure, so all its eigenvalues lie in the right half plane.

Logarithm: log A = 2^k log B for the k-th certified root B of A, near I, and
log B = 2 artanh Z = 2 (Z + Z^3/3 + Z^5/5 + ...), Z = (B - I)(B + I)^-1, with the tail bounded by |Z|^(2n+1) / (1 - |Z|^2).
"""

from typing import Any

from flint import acb_mat, arb, arb_mat, ctx

from analytic.arithmetic import _roots


def sqrtm(A: Any) -> Any:
    return _rounded(_root("sqrtm", A, A))


def expm(A: Any) -> Any:
    return A.exp()


def logm(A: Any) -> Any:
    bits, eye, k, B = ctx.prec, _eye(A.nrows()), 0, A
    with ctx.workprec(bits + 64):
        while not 256 * _norm(B - eye) < 1:
            k, B = k + 1, _root("logm", B, A)
        Z = (B - eye) * (B + eye).inv()
        z, term, total, n = _norm(Z), Z, Z, 1
        Z2 = Z * Z
        while not z ** (2 * n + 1) < arb(2) ** -ctx.prec and n < ctx.prec:
            term, n = term * Z2, n + 1
            total = total + term / (2 * n - 1)
        tail = z ** (2 * n + 1) / (1 - z * z)
        total = _widen(total, tail) * (arb(2) ** (k + 1))
    return _rounded(total)


def _root(name: str, A: Any, given: Any) -> Any:
    """The principal root of every matrix in A; `given` is the matrix an error is about."""
    bits, d = ctx.prec, A.nrows()
    try:
        with ctx.workprec(2 * bits + 64):
            X = _approximate_root(A.mid())
            R = A - X * X
            with ctx.workprec(bits):
                inverse = (_kron(X, _eye(d)) + _kron(_eye(d), X.transpose())).inv()
                b, r = _norm(inverse), _norm(R)
                if not 4 * b * b * r < 1:
                    raise ZeroDivisionError
                E = inverse * _widen(_reshape(R, d * d, 1), (2 * b * r) ** 2)
            X = X + _reshape(E, d, d)
            with ctx.workprec(bits):
                _certify_right_half_plane(X)
        return X
    except ZeroDivisionError:
        raise _reason(name, given) from None


def _approximate_root(A: Any) -> Any:
    """Denman-Beavers: X <- (X + Y^-1)/2, Y <- (Y + X^-1)/2 from A, I; X tends to the root. Not certified."""
    X, Y, half = A, _eye(A.nrows()), arb(1) / 2
    for _ in range(ctx.prec):
        old, X, Y = X, ((X + Y.inv()) * half).mid(), ((Y + X.inv()) * half).mid()
        if _norm(X - old) < _norm(X) * arb(2) ** (-ctx.prec // 4):
            return ((X + Y.inv()) * half).mid()
    raise ZeroDivisionError


def _certify_right_half_plane(X: Any) -> None:
    """P solves P X + X^T P = I at the midpoint; then both P and P X + X^T P are shown positive definite over the balls."""
    d, M = X.nrows(), X.mid().transpose()
    P = (_kron(M, _eye(d)) + _kron(_eye(d), M)).solve(_reshape(_eye(d), d * d, 1)).mid()
    P = _reshape(P, d, d)
    P = ((P + P.transpose()) * arb(1) / 2).mid()
    for S in (P, P * X + X.transpose() * P):
        if not _definite(S.tolist()):
            raise ZeroDivisionError


def _definite(S: Any) -> bool:
    """Every symmetric matrix in S is positive definite: all pivots of Gaussian elimination are positive."""
    for k in range(len(S)):
        if not S[k][k] > 0:
            return False
        for i in range(k + 1, len(S)):
            factor = S[i][k] / S[k][k]
            S[i] = [a - factor * c for a, c in zip(S[i], S[k], strict=True)]
    return True


def _reason(name: str, A: Any) -> ValueError:
    """Why no certificate was found, from approximate eigenvalues of the midpoint."""
    bits = ctx.prec
    with ctx.workprec(4 * bits):
        values = acb_mat(A.mid()).eig(algorithm="approx", nonstop=True)
        scale = arb(2) ** (-2 * bits) * _norm(A)
    lowest = min(values, key=lambda v: float(v.real.mid()))
    for v in values:
        if v.real < scale and abs(v.imag.mid()) < scale:
            return _roots.outside(name, float(v.real.mid()))
    widest = max(float(e.rad()) for e in A.entries())
    return ValueError(
        f"{name}: no certificate at this precision for a matrix with the eigenvalue {float(lowest.real.mid()):.6g} "
        f"and entries of radius up to {widest:.3g}: raise the precision, balls(bits), or pass narrower balls"
    )


def _eye(d: int) -> Any:
    return arb_mat(d, d, [int(i == j) for i in range(d) for j in range(d)])


def _kron(A: Any, B: Any) -> Any:
    n, m, a, b = A.nrows(), B.nrows(), A.tolist(), B.tolist()
    return arb_mat([[a[i][j] * b[k][l] for j in range(n) for l in range(m)] for i in range(n) for k in range(m)])


def _reshape(A: Any, rows: int, columns: int) -> Any:
    return arb_mat(rows, columns, A.entries())


def _norm(A: Any) -> Any:
    """An upper bound of the Frobenius norm."""
    return sum((e.abs_upper() ** 2 for e in A.entries()), arb(0)).sqrt().upper()


def _widen(A: Any, radius: Any) -> Any:
    return arb_mat(A.nrows(), A.ncols(), [e + arb(0, radius.upper()) for e in A.entries()])


def _rounded(A: Any) -> Any:
    return arb_mat(A.nrows(), A.ncols(), [e * 1 for e in A.entries()])
