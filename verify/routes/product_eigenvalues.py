"""Squared Frechet distances enclosed, by the eigenvalues of S0 S1: for exact means and covariances of any rank.

The eigenvalues of S0 S1 are those of S0^1/2 S1 S0^1/2, real and not negative: of a ball about each, the part that is so is kept.
"""

from typing import Any

import numpy as np
from flint import acb_mat, arb, arb_mat, ctx, fmpq, fmpq_mat, fmpz_mat

from analytic.arithmetic import Law
from analytic.exact import fractions

BITS = (128, 256, 512, 1024, 2048, 4096)  # tried in turn until the enclosure is narrow enough


def rational(values: Any) -> fmpq_mat:
    """A matrix of floats, ints or Fractions as what it is, exactly; a vector as a column."""
    rows = np.array(fractions(values), dtype=object)
    rows = rows if rows.ndim == 2 else rows[:, None]
    return fmpq_mat([[fmpq(v.numerator, v.denominator) for v in row] for row in rows])


def moments(samples: Any) -> tuple[fmpq_mat, fmpq_mat]:
    """Mean (d, 1) and covariance (d, d), divisor N - 1, of N >= 2 samples in rows, exactly."""
    whole, scale = rational(samples).numer_denom()
    n, one = whole.nrows(), fmpz_mat(whole.nrows(), 1, [1] * whole.nrows())
    turned = whole.transpose()
    total = fmpq_mat(turned * one)
    spread = fmpq_mat(turned * whole) - total * total.transpose() * fmpq(1, n)
    return total * fmpq(1, n * scale), spread * fmpq(1, (n - 1) * scale * scale)


def shift(S: fmpq_mat, bits: int = 256) -> fmpq:
    """s >= 0 so that S + s I, S symmetric, has no negative eigenvalue: 0 where S is not certain to have one."""
    with ctx.workprec(bits):
        low = min(_eigenvalues(arb_mat(S)), key=lambda v: float(v.lower()))
        if not low < 0:
            return fmpq(0)
        mantissa, exponent = (-low).upper().man_exp()
        return fmpq(mantissa) * (fmpq(2) ** int(exponent))


def symmetric(S: fmpq_mat) -> fmpq_mat:
    """(S + S^T)/2."""
    return (S + S.transpose()) * fmpq(1, 2)


def square(m: fmpq_mat) -> arb:
    """|m|^2."""
    return arb((m.transpose() * m)[0, 0])


def shifted(S: fmpq_mat, s: fmpq) -> fmpq_mat:
    """S + s I."""
    return S + fmpq_mat(S.nrows(), S.nrows(), [s * int(i == j) for i in range(S.nrows()) for j in range(S.nrows())])


def overlap(S0: fmpq_mat, S1: fmpq_mat) -> arb:
    """tr(S0 S1)^1/2 at the precision in force."""
    return sum((_root(v) for v in _eigenvalues(arb_mat(S0) * arb_mat(S1))), arb(0))


def distance2(mean0: fmpq_mat, cov0: fmpq_mat, mean1: fmpq_mat, cov1: fmpq_mat, digits: int = 15) -> arb:
    """|m0 - m1|^2 + tr(S0 + S1) - 2 tr(S0 S1)^1/2, to so many digits of the first two; ValueError where they are too many."""
    jump, both = mean0 - mean1, cov0 + cov1
    whole = (jump.transpose() * jump)[0, 0] + sum((both[i, i] for i in range(both.nrows())), fmpq(0))
    for bits in BITS:
        with ctx.workprec(bits):
            found = arb(whole) - 2 * overlap(cov0, cov1)
            if found.is_finite() and arb(found.rad()) <= arb(whole) * arb(10) ** -digits:
                return found if found > 0 else arb(0).union(found.upper())
    raise ValueError(f"no enclosure to {digits} digits at {BITS[-1]} bits: ask for fewer digits")


def _eigenvalues(M: arb_mat) -> list[arb]:
    """Real parts: of a matrix whose eigenvalues are real."""
    return [v.real for v in acb_mat(M).eig(multiple=True)]


def _root(v: arb) -> arb:
    if v < 0:
        raise ValueError("S0 S1 has a negative eigenvalue: one of the two is no covariance")
    return v.sqrt() if v > 0 else arb(0).union(v.upper().sqrt())


def by_eigenvalues(law: Law) -> arb:
    """The squared distance of exact means and covariances, as narrow as evidence in balls may ask."""
    m0, S0, m1, S1 = (rational(given) for given in (law.mean0, law.cov0, law.mean1, law.cov1))
    return distance2(m0, S0, m1, S1, digits=70)
