"""Laws for claims about estimators: maps of a normal source, pairs of laws, graphs, matrices."""

from fractions import Fraction as F
from functools import partial
from typing import Any, NamedTuple

from analytic import estimator, gaussian, mixture, scm
from analytic.arithmetic import Arithmetic
from verify.claim import Regime
from verify.published import causality_delta, correlations
from verify.regimes.mixtures import INNER
from verify.regimes.pairs import PAIR, PAIR_CORRELATED
from verify.regimes.symbolic import symbolic_mixture

EQUAL_ENDS = (
    Regime(
        "standard ends",
        "d=1, N(0, 1) to N(0, 1)",
        partial(gaussian.independent, mean0=[0], cov0=[[1]], mean1=[0], cov1=[[1]]),
        INNER,
        ((F(3, 5),), (-2,)),
    ),
)


class Two(NamedTuple):
    """Two Gaussian pairs: a learned law of (x0, x1) and the true one."""

    ar: Arithmetic
    learned: gaussian.Pair
    true: gaussian.Pair


def _two(learned: Any, true: Any, ar: Arithmetic) -> Two:
    return Two(ar, learned(ar), true(ar))


def _named(source: str, data: str) -> Any:
    names = [f"{source}_0"], [[f"S{source}_00"]], [f"{data}_0"], [[f"S{data}_00"]]
    return lambda ar: gaussian.independent(ar, *names)


TWO_PAIRS = Regime(
    "two pairs",
    "d=2, correlated ends against independent ones",
    partial(
        _two,
        PAIR_CORRELATED.law,
        partial(gaussian.independent, mean0=[0, 0], cov0=[[2, 1], [1, 3]], mean1=[-1, 1], cov1=[[1, 0], [0, 3]]),
    ),
    (F(1, 4), F(9, 10)),
    PAIR.points[:1],
)
TWO_SYMBOLIC = Regime(
    "symbols d=1, two pairs",
    "all parameters of two pairs, d=1",
    partial(_two, _named("m0", "m1"), _named("n0", "n1")),
    ("t",),
    (("x_0",),),
)


def _expanded(rows: Any, ar: Arithmetic) -> estimator.Expansion:
    return estimator.expansion(ar, rows)


def _map(name: str, about: str, rows: Any, times: tuple[Any, ...] = (F(0),)) -> Regime:
    """A map of a standard normal source, by its Hermite coefficients (n, d, K+1)."""
    return Regime(name, about, partial(_expanded, rows), times, ((0,) * len(rows[0]),))


_CUBIC = [[0, 1, 0, 0], [0, 3, 0, 1]]  # z and z^3
MAPS = (
    _map("z and its cube", "(z, z^3) of a standard normal z", [[row] for row in _CUBIC]),
    _map("z plus and minus He_3/3", "z +- He_3/3 of a standard normal z", [[[0, 1, 0, F(1, 3)]], [[0, 1, 0, F(-1, 3)]]]),
    _map(
        "two inputs",
        "two maps of degree 3 of two inputs",
        [[[1, 2, F(1, 2), 0], [0, -1, 0, F(1, 3)]], [[0, 1, 0, F(1, 5)], [0, 3, F(-1, 4), 0]]],
    ),
)
MAPS_SYMBOLIC = (
    _map(
        "symbols, degree 3",
        "all maps of degree 3 of one normal to two outputs",
        [[[f"a_{k}" for k in range(4)]], [[f"b_{k}" for k in range(4)]]],
        ("t",),
    ),
)
MAPS_AFFINE = (_map("affine map", "an affine map of two inputs", [[[1, 2], [0, -1]], [[0, 1], [0, 3]]]),)


class Diagonal(NamedTuple):
    """Components at +-(m, m) with covariance c [[1, r], [r, 1]], source N(0, I); `plane` is the covariance of the data."""

    ar: Arithmetic
    m: F
    c: F
    r: F
    plane: Any
    modes: estimator.Modes


def _diagonal(m: F, c: F, r: F, ar: Arithmetic) -> Diagonal:
    cov = [[m * m + c, m * m + c * r], [m * m + c * r, m * m + c]]
    return Diagonal(ar, m, c, r, ar.array(cov), estimator.modes(ar, m, c, r))


def _modes(m: F, c: F, r: F, times: tuple[F, ...] = (F(1),)) -> Regime:
    about = f"N(+-({m}, {m}), {c} [[1, {r}], [{r}, 1]]) in the plane, source N(0, I)"
    return Regime(f"modes at {m}, correlation {r}", about, partial(_diagonal, m, c, r), times, ((F(3, 5), F(2, 5)),))


MODES = (_modes(F(3, 5), F(3, 5), F(-7, 10)), _modes(F(7, 10), F(3, 5), F(-17, 20)), _modes(F(9, 10), F(3, 5), F(-1, 2)))
MODES_FLOW = (_modes(F(3, 5), F(3, 5), F(-7, 10), (F(1, 4), F(1))),)


class Steep(NamedTuple):
    """Source N(0, 1), data (N(-m, s^2) + N(m, s^2))/2."""

    ar: Arithmetic
    m: F
    s: F


def _steep(s: F) -> Regime:
    return Regime(
        f"modes at +-1, s = {s}", f"d=1, (N(-1, s^2) + N(1, s^2))/2, s = {s}", lambda ar: Steep(ar, F(1), s), (F(1),), ((0,),)
    )


STEEP = tuple(map(_steep, (F(1, 2), F(3, 10), F(1, 5))))


class Graphs(NamedTuple):
    """Common cause 1 <- 0 -> 2, mediator 0 -> 1 -> 2, collider 0 -> 2 <- 1."""

    ar: Arithmetic
    models: tuple[scm.Model, ...]
    a: Any
    b: Any


def _graphs(a: Any, b: Any, ar: Arithmetic) -> Graphs:
    a, b = ar.array([a, b])
    return Graphs(ar, (scm.common_cause(ar, a, b), scm.mediator(ar, a, b), scm.collider(ar, a, b)), a, b)


GRAPHS = tuple(
    Regime(
        f"effects {a} and {b}",
        f"common cause, mediator and collider with effects {a} and {b}",
        partial(_graphs, a, b),
        (F(0),),
        ((0,),),
    )
    for a, b in ((F(3, 4), F(1)), (F(-2), F(1, 3)))
)
GRAPHS_SYMBOLIC = (Regime("symbols, three graphs", "all effects, unit noises", partial(_graphs, "a", "b"), ("t",), (("x_0",),)),)


class Matrix(NamedTuple):
    ar: Arithmetic
    J: Any  # (n, d)


def _matrix(rows: Any, ar: Arithmetic) -> Matrix:
    return Matrix(ar, ar.array(rows))


def matrix(name: str, about: str, rows: Any, times: tuple[Any, ...] = (F(0),)) -> Regime:
    return Regime(name, about, partial(_matrix, rows), times, ((0,) * len(rows[0]),))


JACOBIAN = matrix("three outputs", "a Jacobian of three outputs, three inputs", [[1, 2, 0], [-3, F(1, 2), 4], [5, 0, -2]])
DIRECTION = Regime(
    "a direction across the row",
    "a row (1, 2, 0) and a direction u with a^T u = 0",
    partial(_matrix, [[1, 2, 0], [0, 1, 1]]),
    (F(0),),
    ((2, -1, 7),),
)
SQUARES = tuple(
    matrix(f"symbols d={d}, square", f"all matrices, d={d}", [[f"J_{i}{j}" for j in range(d)] for i in range(d)], ("t",))
    for d in (2, 3)
)
JACOBIAN_SYMBOLIC = matrix(
    "symbols, three outputs", "all Jacobians, n=3, d=2", [[f"J_{i}{j}" for j in range(2)] for i in range(3)], ("t",)
)


class Bowl(NamedTuple):
    """f_i(x) = x^T H_i x/2, and a step eps of finite differences."""

    ar: Arithmetic
    H: Any  # (n, d, d)
    eps: Any


def _bowl(rows: Any, eps: Any, ar: Arithmetic) -> Bowl:
    return Bowl(ar, ar.array(rows), ar.array(eps))


_NAMED = [[[f"{h}_{min(i, j)}{max(i, j)}" for j in range(2)] for i in range(2)] for h in "GH"]
_BOWLS = [[[1, 2], [2, 3]], [[0, -1], [-1, 5]]]
BOWLS = (Regime("two bowls", "two quadratic outputs of two inputs", partial(_bowl, _BOWLS, F(1, 100)), (F(0),), ((1, -2),)),)
BOWLS_SYMBOLIC = (
    Regime(
        "symbols, two bowls", "all quadratic maps, n=2, d=2, every step", partial(_bowl, _NAMED, "eps"), ("t",), (("x_0", "x_1"),)
    ),
)


class Fields(NamedTuple):
    """True and learned field on a line: those of N(0, 1) to N(m, s^2), as (m, s)."""

    ar: Arithmetic
    true: Any
    learned: Any


def _fields(true: tuple[Any, Any], learned: tuple[Any, Any]) -> Regime:
    about = f"N(0, 1) to N(m, s^2): (m, s) = ({true[0]}, {true[1]}), learned ({learned[0]}, {learned[1]})"
    return Regime(about, about, lambda ar: Fields(ar, ar.array(list(true)), ar.array(list(learned))), (F(1),), ((0,),))


FIELDS = (_fields((1, 1), (F(3, 2), 2)), _fields((0, 2), (F(1, 10), F(1, 2))))


class Block(NamedTuple):
    """The published instance of Table 4 at one of its times."""

    ar: Arithmetic
    mix: Any
    points: Any


def _block(i: int, ar: Arithmetic) -> Block:
    from verify.suites.instance import published  # draws with torch

    instance = published()
    return Block(ar, instance.law(ar), ar.array(instance.points[i]))


TABLE4 = tuple(
    Regime(f"Table 4, t = {float(t):.2f}", "the published instance, ten points", partial(_block, i), (t,), ((0, 0),))
    for i, t in enumerate(causality_delta.TIMES)
)


class Correlated(NamedTuple):
    """A correlation rho of n pairs."""

    ar: Arithmetic
    rho: Any
    n: Any


def _of_sums(name: str, sums: correlations.Sums, n: F) -> Regime:
    def law(ar: Arithmetic) -> Correlated:
        ab, aa, bb = (sums.n * s - p for s, p in ((sums.ab, sums.a * sums.b), (sums.aa, sums.a**2), (sums.bb, sums.b**2)))
        return Correlated(ar, ar.array(ab) / ar.sqrt(ar.array(aa * bb)), ar.array(n))

    return Regime(name, name, law, (F(0),), ((0,),))


FIVES = correlations.PIXELS["row 8, 892 test fives"]
ESTIMATED = _of_sums("320 generated fives", FIVES, F(320))
LEFT_OUT = _of_sums("27 full batches of 32 of 892", FIVES, F(864 * 891, 28))  # n (N - 1)/(N - n): drawn without replacement
RHO_SYMBOLIC = Regime(
    "symbols, correlation",
    "every correlation and sample size",
    lambda ar: Correlated(ar, *ar.array(["r", "n"])),
    ("t",),
    (("x_0",),),
)
RHOS = tuple(
    Regime(
        f"correlation {r}", f"correlation {r}", partial(lambda r, ar: Correlated(ar, ar.array(r), ar.array(1)), r), (F(0),), ((0,),)
    )
    for r in (F(4, 25), F(2, 5), F(-9, 10))
)


class Labels(NamedTuple):
    """Rows of CelebA: counts of (Pointy_Nose, Rosy_Cheeks), all rows, without and with Heavy_Makeup."""

    ar: Arithmetic
    rows: tuple[correlations.Sums, ...]


LABELS = (
    Regime(
        "202599 label rows",
        "counts over all rows of CelebA",
        lambda ar: Labels(ar, tuple(correlations.ATTRIBUTES.values())),
        (F(0),),
        ((0,),),
    ),
)


class Channels(NamedTuple):
    """The published baseline network: what each decoder stage is built to take, its skip, and what it returns."""

    ar: Arithmetic
    takes: Any
    skips: Any
    returns: Any


def _channels(factor: int, ar: Arithmetic) -> Channels:
    return Channels(
        ar, ar.array([1024, 512, 256, 128]), ar.array([512, 256, 128, 64]), ar.array([512 // factor, 256 // factor, 128 // factor])
    )


BILINEAR = Regime("bilinear", "the published network, bilinear upsampling", partial(_channels, 2), (F(0),), ((0,),))


_OPEN = (F(1, 10), F(1, 2), F(9, 10), F(999, 1000))


def _atoms(name: str, weights: list[F], places: list[F | int], at: tuple[F | int, ...]) -> Regime:
    law = partial(mixture.mixture, weights=weights, means=[[p] for p in places], covs=[[[0]]] * len(places))
    return Regime(name, f"d=1, {name}", law, _OPEN, tuple((p,) for p in at))


ATOMS = (
    _atoms("two atoms at +-2", [F(1, 2)] * 2, [-2, 2], (0, F(1, 3), 5)),
    _atoms("four atoms in [-1, 1]", [F(1, 8), F(3, 8), F(1, 4), F(1, 4)], [-1, F(-1, 3), F(1, 2), 1], (0, F(3, 4), -9)),
)


class Pointed(NamedTuple):
    """Components at +-m with covariance diag(c), source N(0, I)."""

    ar: Arithmetic
    m: Any
    c: Any


_M, _C = (F(3, 2), F(1)), (F(1, 4), F(2))
POINTED = (
    Regime(
        "two components off the axes",
        "d=2, +-(3/2, 1), diag(1/4, 2)",
        lambda ar: Pointed(ar, ar.array(list(_M)), ar.array(list(_C))),
        (F(1),),
        ((0, 0),),
    ),
)
CENTRED = (
    Regime(
        "centre of two components",
        "d=2, +-(3/2, 1), diag(1/4, 2), at 0",
        partial(mixture.mixture, weights=[F(1, 2)] * 2, means=[list(_M), [-m for m in _M]], covs=[[[_C[0], 0], [0, _C[1]]]] * 2),
        (F(1, 4), F(2, 3)),
        ((0, 0),),
    ),
)


def _one(name: str, times: tuple[F, ...], points: tuple[Any, ...], **law: Any) -> Regime:
    return Regime(name, name, partial(mixture.mixture, **law), times, points)


INFORMED = (
    _one(
        "one Gaussian in the plane",
        (F(1, 4), F(9, 10)),
        ((1, 2),),
        weights=[1],
        means=[[1, 0]],
        covs=[[[2, 1], [1, 1]]],
        cov0=[[1, 0], [0, 4]],
    ),
    _one(
        "two modes, information",
        (F(1, 2),),
        ((0,),),
        weights=[F(1, 3), F(2, 3)],
        means=[[-1], [1]],
        covs=[[[F(1, 2)]], [[1]]],
        cov0=[[2]],
    ),
)
INFORMED_SYMBOLIC = (symbolic_mixture(1, 1),)
_NEAR = ((0,), (F(1, 10),), (1,), (-3,))
LOG_CONCAVE = (
    _one("modes 1/2 and width 3/4", (F(1),), _NEAR, weights=[F(1, 2)] * 2, means=[[F(1, 2)], [F(-1, 2)]], covs=[[[F(9, 16)]]] * 2),
    _one("modes 1 and width 3", (F(1),), _NEAR, weights=[F(1, 2)] * 2, means=[[1], [-1]], covs=[[[9]]] * 2),
    _one("one narrow Gaussian", (F(1),), _NEAR, weights=[F(1, 2)] * 2, means=[[0], [0]], covs=[[[F(1, 9)]]] * 2),
)
