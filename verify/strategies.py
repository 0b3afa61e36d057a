"""Hypothesis strategies for exact laws, times and points, for our tests and for yours: every number is an int or a Fraction.

Denominators are powers of two, so floats take the numbers unrounded, except in matrices with a prescribed spectrum or eigenvectors
(condition, multiplicity, near_singular, commuting_pair).

    @given(pair=non_commuting_pair(2), t=times())
    def test_mine(pair, t): ...
"""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from analytic.door import count, whole
from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.parameters import scaled
from verify.regimes.laws import LAWS

Matrix = list[list[Fraction]]
NEAR = Fraction(1, 2**20)


def rationals(low: int = -4, high: int = 4, denominator: int = 4) -> st.SearchStrategy[Fraction]:
    """Multiples of 1/denominator in [low, high]."""
    low, high, denominator = whole("low", low), whole("high", high), count("denominator", denominator, 1)
    if low > high:
        raise ValueError(f"no number is between low = {low} and high = {high}: give low <= high")
    return st.integers(low * denominator, high * denominator).map(lambda n: Fraction(n, denominator))


def times(ends: bool = True) -> st.SearchStrategy[Fraction]:
    """Sixteenths in [0, 1]; without `ends` strictly inside."""
    return st.integers(0 if ends else 1, 16 if ends else 15).map(lambda n: Fraction(n, 16))


def points(d: int, size: int = 4) -> st.SearchStrategy[tuple[Fraction, ...]]:
    """Points whose coordinates are at most `size`."""
    return st.tuples(*[rationals(-size, size)] * count("d", d, 1))


def far_tails(d: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Points between 40 and 4000 from 0 in the largest coordinate: exp(-x^2/2) underflows in float64."""
    d = count("d", d, 1)
    coordinates = st.lists(st.integers(-4000, 4000), min_size=d, max_size=d)
    return coordinates.filter(lambda x: max(map(abs, x)) >= 40).map(tuple)


@st.composite
def spd(
    draw: Any, d: int, condition: Fraction | int | None = None, multiplicity: int | None = None, near_singular: bool = False
) -> Matrix:
    """A symmetric positive definite d x d matrix.

    condition: the quotient of its largest and least eigenvalues is exactly this; multiplicity: its least eigenvalue has this
    multiplicity, the others are larger; near_singular: the least eigenvalue is 2^-20 and the largest at least 1.
    """
    if condition is None and multiplicity is None and not near_singular:
        L = [[_triangle(draw, i, j) for j in range(d)] for i in range(d)]
        return product(L, [list(column) for column in zip(*L, strict=True)])
    Q: Matrix = turned(draw(rotations(d)), draw(spectra(d, condition, multiplicity, near_singular)))
    return Q


@st.composite
def spectra(
    draw: Any, d: int, condition: Fraction | int | None = None, multiplicity: int | None = None, near_singular: bool = False
) -> list[Fraction]:
    """Eigenvalues with what `spd` promises of them."""
    m = multiplicity or (d if condition == 1 else 1)
    if not 1 <= m <= d:
        raise ValueError(f"multiplicity={multiplicity}: a {d} x {d} matrix has eigenvalues of multiplicity 1 to {d}")
    if condition is not None and (near_singular or condition < 1 or (condition == 1) != (m == d)):
        raise ValueError(
            f"condition={condition} cannot be had with d={d}, multiplicity={multiplicity}, near_singular={near_singular}"
        )
    least = NEAR if near_singular else Fraction(draw(st.integers(1, 8)), 4)
    if m == d:
        return [least] * d
    top = max(Fraction(1), least + Fraction(draw(st.integers(1, 16)), 4)) if condition is None else least * condition
    between = [least + (top - least) * Fraction(draw(st.integers(1, 4)), 4) for _ in range(d - m - 1)]
    return [*[least] * m, *between, top]


@st.composite
def rotations(draw: Any, d: int) -> Matrix:
    """Exactly orthogonal: a product of I - 2 v v^T / v.v with integer v; denominators are whatever v.v is."""
    Q: Matrix = scaled(d, Fraction(1))
    for _ in range(draw(st.integers(0, 2))):
        v = draw(st.lists(st.integers(-2, 2), min_size=d, max_size=d).filter(any))
        n = sum(c * c for c in v)
        H = [[(1 if i == j else 0) - Fraction(2 * v[i] * v[j], n) for j in range(d)] for i in range(d)]
        Q = product(Q, H)
    return Q


@st.composite
def commuting_pair(draw: Any, d: int) -> tuple[Matrix, Matrix]:
    """Two symmetric positive definite matrices with the same eigenvectors: AB = BA exactly."""
    Q = draw(rotations(d))
    return turned(Q, draw(_eigenvalues(d))), turned(Q, draw(_eigenvalues(d)))


def non_commuting_pair(d: int) -> st.SearchStrategy[tuple[Matrix, Matrix]]:
    """Two symmetric positive definite matrices with AB != BA, d >= 2."""
    if (d := count("d", d, 1)) < 2:
        raise ValueError(f"d = {d}: numbers commute, take d >= 2")
    start: Matrix = [[Fraction(i + 1 if i == j else 0) for j in range(d)] for i in range(d)]
    tilted: Matrix = [[Fraction(2 * (i == j)) for j in range(d)] for i in range(d)]
    tilted[0][1] = tilted[1][0] = Fraction(1)
    drawn = st.tuples(spd(d), spd(d)).filter(lambda p: product(*p) != product(*p[::-1]))
    return st.one_of(st.just((start, tilted)), drawn)


@st.composite
def weights(draw: Any, K: int) -> list[Fraction]:
    """K positive multiples of 1/64 that sum to one."""
    cuts = sorted(draw(st.sets(st.integers(1, 63), min_size=K - 1, max_size=K - 1)))
    return [Fraction(b - a, 64) for a, b in zip([0, *cuts], [*cuts, 64], strict=True)]


@st.composite
def mixtures(draw: Any, d: int, K: int, standard_source: bool = False) -> dict[str, Any]:
    """Parameters of `analytic.mixture.mixture`: weights, means, covs, mean0, cov0."""
    out = {
        "weights": draw(weights(K)),
        "means": [list(draw(points(d))) for _ in range(K)],
        "covs": [draw(spd(d)) for _ in range(K)],
    }
    source = {"mean0": [0] * d, "cov0": scaled(d, 1)} if standard_source else {"mean0": list(draw(points(d))), "cov0": draw(spd(d))}
    return {**out, **source}


@st.composite
def pairs(draw: Any, d: int) -> dict[str, Any]:
    """Parameters of `analytic.gaussian.independent` and `analytic.brenier.transport`: mean0, cov0, mean1, cov1."""
    return {"mean0": list(draw(points(d))), "cov0": draw(spd(d)), "mean1": list(draw(points(d))), "cov1": draw(spd(d))}


@st.composite
def regimes(draw: Any, law: str, d: int, K: int = 1) -> Regime:
    """A law at one time strictly inside (0, 1) and one point, as claims and `verify.derivations.compare.look` take it."""
    p = draw(mixtures(d, K) if LAWS[law].mixed else pairs(d))
    return cases.regime(law, p, (draw(times(ends=False)),), (draw(points(d)),), "drawn")


def _triangle(draw: Any, i: int, j: int) -> Fraction:
    if j > i:
        return Fraction(0)
    return Fraction(draw(st.integers(1, 6)), 4) if i == j else draw(rationals(-1, 1))


def product(A: Any, B: Any) -> Matrix:
    return [[sum((a * b for a, b in zip(row, column, strict=True)), Fraction(0)) for column in zip(*B, strict=True)] for row in A]


def turned(Q: Any, spectrum: Any) -> Matrix:
    """Q diag(spectrum) Q^T."""
    return product([[q * s for q, s in zip(row, spectrum, strict=True)] for row in Q], [list(c) for c in zip(*Q, strict=True)])


def _eigenvalues(d: int) -> st.SearchStrategy[list[Fraction]]:
    return st.lists(st.integers(1, 16).map(lambda n: Fraction(n, 4)), min_size=d, max_size=d)
