"""Named exact parameter points. Every list has an anisotropic source, a non-commuting pair, far tails, both ends of time.

A source that is a multiple of the identity hides transposed outer products and every curl (trap 1 of the catalogue),
so no list consists of such sources.
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from math import comb, isqrt
from typing import Any, NamedTuple

from analytic import brenier, gaussian, mixture
from analytic.arithmetic import Arithmetic
from analytic.path import Path
from verify.claim import Regime

INNER = (F(1, 4), F(1, 2), F(9, 10))
CLOSED = (F(0), *INNER, F(1))
NEAR_ONE = F(10**6 - 1, 10**6)


def _mixture(name: str, about: str, times: tuple[F, ...], points: tuple[tuple[F | int, ...], ...], **law: Any) -> Regime:
    return Regime(name, about, partial(mixture.mixture, **law), times, points)


ANISOTROPIC = _mixture(
    "anisotropic",
    "d=2, K=2, source diag(1, 4): S0 is no multiple of I",
    CLOSED,
    ((F(3, 5), F(2, 5)), (-1, 2), (0, 0)),
    weights=[F(1, 3), F(2, 3)],
    means=[[2, 0], [0, 2]],
    covs=[[[1, F(1, 2)], [F(1, 2), 1]], [[1, 0], [0, 1]]],
    mean0=[F(1, 2), -1],
    cov0=[[1, 0], [0, 4]],
)
NON_COMMUTING = _mixture(
    "non-commuting",
    "d=2, K=3, no two of S0, C_1, C_2, C_3 commute",
    CLOSED,
    ((1, -1), (F(1, 7), F(5, 3))),
    weights=[F(1, 2), F(1, 3), F(1, 6)],
    means=[[2, 1], [-1, 2], [0, -2]],
    covs=[[[2, 1], [1, 1]], [[1, F(-1, 2)], [F(-1, 2), 2]], [[3, 0], [0, F(1, 3)]]],
    mean0=[0, 1],
    cov0=[[2, 1], [1, 3]],
)
THREE_D = _mixture(
    "three dimensions",
    "d=3, K=2, full covariances",
    (F(1, 3), F(4, 5)),
    ((1, 0, -1), (F(1, 2), F(1, 3), F(1, 5))),
    weights=[F(2, 5), F(3, 5)],
    means=[[1, 0, 2], [-1, 1, 0]],
    covs=[[[2, 1, 0], [1, 2, 1], [0, 1, 2]], [[1, 0, F(1, 2)], [0, 3, 0], [F(1, 2), 0, 1]]],
    mean0=[0, F(1, 2), 0],
    cov0=[[1, F(1, 2), 0], [F(1, 2), 2, 0], [0, 0, 3]],
)
STANDARD = _mixture(
    "standard source",
    "d=2, K=2, source N(0, I): what most code assumes",
    CLOSED,
    ((F(3, 5), F(2, 5)), (-1, 2)),
    weights=[F(1, 2), F(1, 2)],
    means=[[2, 0], [-1, 1]],
    covs=[[[1, F(1, 2)], [F(1, 2), 1]], [[F(1, 2), 0], [0, 2]]],
)
FAR_TAIL = _mixture(
    "far tail",
    "d=2, K=3, x a thousand standard deviations out",
    (F(1, 4), F(3, 4)),
    ((1000, -700), (-14, 0), (0, 2000)),
    weights=[F(1, 3), F(1, 3), F(1, 3)],
    means=[[2, 1], [-1, 2], [0, -2]],
    covs=[[[1, F(1, 3)], [F(1, 3), 1]], [[2, 0], [0, 1]], [[1, F(-1, 2)], [F(-1, 2), 2]]],
    cov0=[[1, 0], [0, 2]],
)
SEPARATED = _mixture(
    "separated modes",
    "d=2, K=2, modes 20 standard deviations apart, points between them",
    (F(1, 4), F(1, 2), F(3, 4)),
    ((5, 0), (F(51, 10), 1)),
    weights=[F(1, 2), F(1, 2)],
    means=[[0, 0], [20, 0]],
    covs=[[[1, 0], [0, 2]], [[1, F(1, 2)], [F(1, 2), 1]]],
    cov0=[[1, F(1, 2)], [F(1, 2), 2]],
)
NEARLY_SINGULAR = _mixture(
    "nearly singular",
    "d=2, K=2, a data covariance of condition 4e6, t up to 1 - 1e-6",
    (F(1, 2), NEAR_ONE),
    ((F(1, 2), F(1, 2)), (1, -1)),
    weights=[F(1, 2), F(1, 2)],
    means=[[1, 1], [-1, 0]],
    covs=[[[1, 1 - F(1, 2 * 10**6)], [1 - F(1, 2 * 10**6), 1]], [[2, 1], [1, 2]]],
    cov0=[[1, 0], [0, 3]],
)
SINGULAR = _mixture(
    "singular data",
    "d=2, K=2, data on two lines: rank one covariances, t < 1",
    (F(0), F(1, 2), F(99, 100)),
    ((F(1, 2), F(1, 5)), (1, -1)),
    weights=[F(1, 4), F(3, 4)],
    means=[[1, 0], [-1, 0]],
    covs=[[[1, 0], [0, 0]], [[1, 1], [1, 1]]],
    cov0=[[1, 0], [0, 2]],
)
LINE = _mixture(
    "line",
    "d=1, K=3",
    CLOSED,
    ((F(-3, 2),), (F(1, 3),), (4,)),
    weights=[F(1, 2), F(1, 4), F(1, 4)],
    means=[[-2], [0], [3]],
    covs=[[[F(1, 4)]], [[1]], [[2]]],
    mean0=[F(1, 2)],
    cov0=[[F(9, 4)]],
)

LINE_SEPARATED = _mixture(
    "line, separated modes",
    "d=1, K=2, modes 8 standard deviations apart: the flow map is steep between them",
    (F(1, 2), F(1)),
    ((F(1, 10),), (-30,)),
    weights=[F(1, 2), F(1, 2)],
    means=[[-2], [2]],
    covs=[[[F(1, 4)]], [[F(1, 4)]]],
)

NARROWING = _mixture(
    "variance 3 to 1",
    "d=1, N(0, 3) to N(0, 1)",
    CLOSED,
    ((F(3, 5),), (-2,), (4,)),
    weights=[1],
    means=[[0]],
    covs=[[[1]]],
    cov0=[[3]],
)


def _coins(n: int) -> Regime:
    """The sum of n fair coins, standardised: n + 1 atoms at (2 j - n)/sqrt(n), close to N(0, 1)."""
    return _mixture(
        f"{n} coins",
        f"d=1, {n + 1} atoms",
        (F(1, 2), F(9, 10), F(999, 1000)),
        ((F(1, 10),), (F(3, 5),)),
        weights=[F(comb(n, j), 2**n) for j in range(n + 1)],
        means=[[F(2 * j - n, isqrt(n))] for j in range(n + 1)],
        covs=[[[0]]] * (n + 1),
    )


COINS = (_coins(16), _coins(64))
SHARED = (
    _mixture(
        "shared covariance",
        "d=2, K=3, one covariance for all components, not commuting with the source",
        CLOSED,
        ((1, -1), (F(1, 7), F(5, 3)), (-60, 40)),
        weights=[F(1, 2), F(1, 3), F(1, 6)],
        means=[[2, 1], [-1, 2], [0, -2]],
        covs=[[[2, 1], [1, 1]]] * 3,
        mean0=[0, 1],
        cov0=[[1, 0], [0, 4]],
    ),
    _mixture(
        "shared covariance on a line",
        "d=1, K=2, one variance, modes 100 apart",
        CLOSED,
        ((F(3, 5),), (25,), (50,)),
        weights=[F(1, 3), F(2, 3)],
        means=[[0], [100]],
        covs=[[[1]], [[1]]],
        cov0=[[F(9, 4)]],
    ),
)
SAMPLED = (replace(ANISOTROPIC, times=CLOSED[::2]), replace(NON_COMMUTING, times=INNER[:1]), SINGULAR)
MIXTURES = (ANISOTROPIC, NON_COMMUTING, THREE_D, STANDARD, FAR_TAIL, SEPARATED, NEARLY_SINGULAR, SINGULAR, LINE)
INTEGRATED = (replace(LINE, times=(F(1, 4), F(1))),)
PLANE = (ANISOTROPIC, NON_COMMUTING, STANDARD)
LINES = (replace(LINE, times=(F(1, 4), F(1))), LINE_SEPARATED)


def isotropic(r: Regime) -> Regime:
    """The same mixture with the source N(m0, 9/4 I)."""
    make: Any = partial
    d = len(r.points[0])
    cov0 = [[F(9, 4) if i == j else 0 for j in range(d)] for i in range(d)]
    return replace(r, name=f"{r.name}, isotropic source", law=make(r.law, cov0=cov0))


ISOTROPIC = tuple(map(isotropic, MIXTURES))


def _pair(
    name: str,
    about: str,
    times: tuple[F, ...],
    points: tuple[tuple[F | int, ...], ...],
    make: Any = gaussian.independent,
    **law: Any,
) -> Regime:
    return Regime(name, about, partial(make, **law), times, points)


PAIR = _pair(
    "Gaussian pair",
    "d=2, non-commuting S0, S1, independent ends",
    CLOSED,
    ((F(3, 5), F(2, 5)), (-1, 2)),
    mean0=[F(1, 2), -1],
    cov0=[[1, 0], [0, 4]],
    mean1=[1, 2],
    cov1=[[2, 1], [1, 2]],
)
PAIR_3D = _pair(
    "Gaussian pair in 3-d",
    "d=3, non-commuting S0, S1, independent ends",
    (F(1, 3), F(4, 5)),
    ((1, 0, -1), (F(1, 2), F(1, 3), F(1, 5))),
    mean0=[0, F(1, 2), 0],
    cov0=[[1, F(1, 2), 0], [F(1, 2), 2, 0], [0, 0, 3]],
    mean1=[1, 0, 2],
    cov1=[[2, 1, 0], [1, 2, 1], [0, 1, 2]],
)
PAIR_NEARLY_SINGULAR = _pair(
    "nearly singular pair",
    "d=2, S1 of condition 4e6, t up to 1 - 1e-6",
    (F(1, 2), NEAR_ONE),
    ((F(1, 2), F(1, 2)), (1, -1)),
    mean0=[0, 0],
    cov0=[[1, 0], [0, 3]],
    mean1=[1, 1],
    cov1=[[1, 1 - F(1, 2 * 10**6)], [1 - F(1, 2 * 10**6), 1]],
)
PAIR_COMMUTING = _pair(
    "standard source pair",
    "d=2, S0 = I: every S1 commutes with it",
    CLOSED,
    ((F(3, 5), F(2, 5)), (100, -700)),
    mean0=[0, 0],
    cov0=[[1, 0], [0, 1]],
    mean1=[1, 2],
    cov1=[[2, 1], [1, 2]],
)
PAIR_CORRELATED = _pair(
    "correlated ends",
    "d=2, a cross-covariance that is not symmetric",
    CLOSED,
    ((F(3, 5), F(2, 5)), (-1, 2)),
    make=gaussian.joint,
    mean0=[F(1, 2), -1],
    cov0=[[1, 0], [0, 4]],
    mean1=[1, 2],
    cov1=[[2, 1], [1, 2]],
    cross=[[F(1, 2), F(1, 3)], [F(-1, 2), F(1, 4)]],
)


def _linear(name: str, about: str, A: list[list[F | int]], times: tuple[F, ...], points: tuple[tuple[F | int, ...], ...]) -> Regime:
    """x0 ~ N(0, I) and x1 = A z, z ~ N(0, I) independent of x0."""
    d = len(A)
    cov1 = [[sum(p * q for p, q in zip(r, s, strict=True)) for s in A] for r in A]
    start = [[int(i == j) for j in range(d)] for i in range(d)]
    return _pair(name, about, times, points, mean0=[0] * d, cov0=start, mean1=[0] * d, cov1=cov1)


LINEAR = (
    _linear("linear map", "d=2, A not symmetric", [[2, 1], [-1, 1]], CLOSED, ((F(3, 5), F(2, 5)), (-1, 2))),
    _linear(
        "linear map in 3-d", "d=3, A not symmetric", [[1, 2, 0], [0, 1, -1], [1, 0, F(1, 3)]], CLOSED, ((1, 0, -1), (40, 9, -300))
    ),
    _linear(
        "nearly singular map", "d=2, det A = 1e-6", [[1, 1], [1, 1 + F(1, 10**6)]], (F(1, 2), NEAR_ONE, F(1)), ((1, -1), (2, 1))
    ),
    _linear("singular map", "d=2, A of rank one, t < 1", [[1, 2], [2, 4]], (F(0), F(1, 2), NEAR_ONE), ((1, -1), (2, 1))),
    _linear("linear map on a line", "d=1, A = 3", [[3]], CLOSED, ((F(3, 5),), (-2,))),
)
PAIR_ALIGNED = _pair(
    "commuting pair",
    "d=2, S0 and S1 have the same axes, none of them a multiple of I",
    CLOSED,
    ((F(3, 5), F(2, 5)), (-1, 2)),
    mean0=[F(1, 2), -1],
    cov0=[[2, 1], [1, 2]],
    mean1=[1, 2],
    cov1=[[3, -1], [-1, 3]],
)
PAIR_TURNED = _pair(
    "turned ends",
    "d=2, x1 is x0 turned and stretched: a coupling that is not optimal",
    CLOSED,
    ((F(3, 5), F(2, 5)), (-1, 2)),
    make=gaussian.deterministic,
    mean0=[F(1, 2), -1],
    cov0=[[1, 0], [0, 4]],
    mean1=[1, 2],
    T=[[F(3, 5), F(-4, 5)], [F(8, 5), F(6, 5)]],
)
PAIRS = (PAIR, PAIR_3D, PAIR_NEARLY_SINGULAR, PAIR_COMMUTING)
COUPLED = (*PAIRS, PAIR_CORRELATED)


def _transport(r: Regime) -> Regime:
    law: Any = r.law
    return replace(r, law=partial(brenier.transport, **law.keywords))


TRANSPORT_1D = Regime(
    "line transport",
    "d=1, N(1/2, 1) to N(3, 4)",
    partial(brenier.transport, mean0=[F(1, 2)], cov0=[[1]], mean1=[3], cov1=[[4]]),
    CLOSED,
    ((F(3, 5),), (-2,)),
)
TRANSPORTS = (*map(_transport, PAIRS), TRANSPORT_1D)


def when(regimes: tuple[Regime, ...], keep: Callable[[F], bool]) -> tuple[Regime, ...]:
    """The same at those of its times that pass `keep`; regimes left without a time drop out."""
    kept = (replace(r, times=tuple(t for t in r.times if keep(t))) for r in regimes)
    return tuple(r for r in kept if r.times)


INSIDE = when((ANISOTROPIC, THREE_D, FAR_TAIL, SEPARATED, SINGULAR), lambda t: 0 < t < 1)


def once(regimes: tuple[Regime, ...], t: F = F(1)) -> tuple[Regime, ...]:
    """The same laws at one time and one point, for what depends on neither."""
    return tuple(replace(r, times=(t,), points=r.points[:1]) for r in regimes)


def along(regimes: tuple[Regime, ...], path: Path) -> tuple[Regime, ...]:
    """The same laws on another interpolation path."""
    make: Any = partial
    name = getattr(path, "__name__", "path").replace("_", " ")
    return tuple(replace(r, name=f"{r.name}, {name}", law=make(r.law, path=path)) for r in regimes)


class Constraint(NamedTuple):
    """B v = 0 for v ~ N(0, I_d); the rows of N are a basis of the solutions."""

    ar: Arithmetic
    B: Any  # (m, d)
    N: Any  # (d - m, d)


def _constraint(name: str, B: list[list[F | int]], N: list[list[F | int]]) -> Regime:
    law = partial(_constrained, B, N)
    return Regime(name, f"d={len(B[0])}, B of rank {len(B)}", law, (F(0),), ((0,) * len(B[0]),))


def _constrained(B: list[list[F | int]], N: list[list[F | int]], ar: Arithmetic) -> Constraint:
    return Constraint(ar, ar.array(B), ar.array(N))


CONSTRAINTS = (
    _constraint("one condition", [[1, 2, -1]], [[2, -1, 0], [1, 0, 1]]),
    _constraint("two conditions", [[1, 1, 0, 0], [0, 1, 1, 3]], [[1, -1, 1, 0], [3, -3, 0, 1]]),
    _constraint("nearly parallel conditions", [[1, 1, 0], [1, 1 + F(1, 10**6), 0]], [[0, 0, 1]]),
)


def symbolic_mixture(d: int, K: int) -> Regime:
    """All parameters of a d-dimensional K-component mixture as symbols."""
    return Regime(
        f"symbols d={d} K={K}", f"all parameters, d={d}, K={K}", partial(_symbolic_mixture, d, K), ("t",), (_names("x", d),)
    )


def symbolic_shared(d: int, K: int) -> Regime:
    """The same with one covariance for all components."""
    return Regime(
        f"symbols d={d} K={K} shared",
        f"all parameters, d={d}, K={K}, one covariance",
        partial(_symbolic_mixture, d, K, shared=True),
        ("t",),
        (_names("x", d),),
    )


def symbolic_pair(d: int) -> Regime:
    """All parameters of a Gaussian pair with any cross-covariance as symbols."""
    return Regime(f"symbols d={d}", f"all parameters, d={d}", partial(_symbolic_pair, d), ("t",), (_names("x", d),))


def symbolic_independent(d: int) -> Regime:
    """All parameters of a Gaussian pair with independent ends as symbols."""
    return Regime(
        f"symbols d={d} independent",
        f"all parameters, d={d}, independent ends",
        partial(_symbolic_independent, d),
        ("t",),
        (_names("x", d),),
    )


def symbolic_transport(d: int) -> Regime:
    """Two Gaussians with diagonal covariances, all parameters as symbols."""
    return Regime(
        f"symbols d={d} diagonal", f"all diagonal covariances, d={d}", partial(_symbolic_transport, d), ("t",), (_names("x", d),)
    )


def _symbolic_mixture(d: int, K: int, ar: Arithmetic, shared: bool = False) -> mixture.Mixture:
    w = ar.array([f"w{k}" for k in range(1, K)]) if K > 1 else ar.array([])
    weights = [*w, 1 - sum(w)]
    means, covs = [_names(f"m{k}", d) for k in range(1, K + 1)], [_matrix("C" if shared else f"C{k}", d) for k in range(1, K + 1)]
    return mixture.mixture(ar, weights, means, covs, _names("m0", d), _matrix("S0", d))


def _symbolic_pair(d: int, ar: Arithmetic) -> gaussian.Pair:
    cross = [[f"X{i}{j}" for j in range(d)] for i in range(d)]
    return gaussian.joint(ar, _names("m0", d), _matrix("S0", d), _names("m1", d), _matrix("S1", d), cross)


def _symbolic_independent(d: int, ar: Arithmetic) -> gaussian.Pair:
    return gaussian.independent(ar, _names("m0", d), _matrix("S0", d), _names("m1", d), _matrix("S1", d))


def _symbolic_transport(d: int, ar: Arithmetic) -> brenier.Transport:
    S0, S1 = ([[f"{letter}_{i}{i}" if i == j else 0 for j in range(d)] for i in range(d)] for letter in ("S0", "S1"))
    return brenier.transport(ar, _names("m0", d), S0, _names("m1", d), S1)


def _names(letter: str, d: int) -> tuple[str, ...]:
    return tuple(f"{letter}_{i}" for i in range(d))


def _matrix(letter: str, d: int) -> list[list[str]]:
    """Symmetric: entry ij is named by its sorted indices; the diagonal is positive."""
    return [[f"{letter}_{min(i, j)}{max(i, j)}" for j in range(d)] for i in range(d)]
