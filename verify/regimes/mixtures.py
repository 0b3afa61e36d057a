"""Mixtures: `MIXTURES` is the list that a claim about mixtures should meet."""

from dataclasses import replace
from fractions import Fraction as F
from functools import partial

from analytic import mixture
from analytic.arithmetic import Law
from verify.claim import Regime
from verify.regimes.derived import isotropic, when

INNER = (F(1, 4), F(1, 2), F(9, 10))
CLOSED = (F(0), *INNER, F(1))
NEAR_ONE = F(10**6 - 1, 10**6)


def _mixture(name: str, about: str, times: tuple[F, ...], points: tuple[tuple[F | int, ...], ...], **law: Law) -> Regime:
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
FLAT_DATA = _mixture(
    "flat data",
    "d=2, K=2, data on the line x_2 = 1/3",
    (F(0), F(1)),
    ((F(3, 5), F(2, 5)), (-1, 2), (0, F(1, 3))),
    weights=[F(1, 3), F(2, 3)],
    means=[[2, F(1, 3)], [0, F(1, 3)]],
    covs=[[[1, 0], [0, 0]], [[2, 0], [0, 0]]],
    mean0=[1, 2],
    cov0=[[1, 0], [0, 4]],
)
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
PLANE_INSIDE = when(PLANE, lambda t: 0 < t < 1)
LINES = (replace(LINE, times=(F(1, 4), F(1))), LINE_SEPARATED)
ISOTROPIC = tuple(map(isotropic, MIXTURES))
INSIDE = when((ANISOTROPIC, THREE_D, FAR_TAIL, SEPARATED, SINGULAR), lambda t: 0 < t < 1)
