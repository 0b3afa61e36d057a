"""Targets of optimal transport: Gaussians of any rank, surfaces, a segment, atoms. Points are x0 unless a claim says otherwise."""

from dataclasses import dataclass, replace
from fractions import Fraction as F
from functools import partial
from typing import Any, NamedTuple

from analytic import atoms, manifold, mixture, proximal, sphere
from analytic.arithmetic import Arithmetic, Law, Time
from verify.claim import Regime
from verify.regimes.mixtures import INNER

PLANE, SPACE = ((F(3, 5), F(4, 5)), (-2, F(1, 2))), ((F(3, 5), F(2, 5), F(-1, 3)), (-1, -2, 1))


def quick(ar: Arithmetic, t: Time) -> tuple[Any, Any, Any, Any]:
    """a = (1 - t)^2, b = t (2 - t)."""
    return (1 - t) * (1 - t), t * (2 - t), 2 * t - 2, 2 - 2 * t


@dataclass(frozen=True)
class Power:
    """a = (1 - t)^g, b = t."""

    g: F

    def __call__(self, ar: Arithmetic, t: Time) -> tuple[Any, Any, Any, Any]:
        g = ar.array(self.g)[()]
        a = ar.exp(g * ar.log(1 - t))
        return a, t, -g * a / (1 - t), 0 * t + 1


def _regime(name: str, about: str, make: Any, starts: Any, **law: Law) -> Regime:
    return Regime(name, about, partial(make, **law), INNER, starts)


def _ellipse(Q: list[list[int]], name: str, **law: Law) -> Regime:
    return _regime(name, f"d={len(Q)}, an ellipsoid across the axes", manifold.ellipsoid, SPACE, matrix=Q, **law)


FULL = _regime("Gaussian target", "d=2, T(y) = B y + c", proximal.quadratic, PLANE, matrix=[[2, 1], [1, 1]], shift=[F(1, 2), -1])
FLAT = _regime(
    "flat Gaussian", "d=3, B of rank one", proximal.quadratic, SPACE, matrix=[[1, 2, 0], [2, 4, 0], [0, 0, 0]], shift=[1, 0, 2]
)
CIRCLE = _regime("circle", "d=2, the unit circle", manifold.ball, PLANE, centre=[0, 0], radius=1)
SHELL = _regime("shell", "d=3, the sphere of radius 2 about 0", manifold.ball, SPACE, centre=[0, 0, 0], radius=2)
BALL = _regime("ball", "d=3, a sphere of radius 2 about (1/2, 0, 1)", manifold.ball, SPACE, centre=[F(1, 2), 0, 1], radius=2)
ELLIPSOID = _ellipse([[2, 1, 0], [1, 3, 0], [0, 0, 1]], "ellipsoid")
SEGMENT = _regime("segment", "d=2, uniform on [-1, 1] x {0}", manifold.segment, PLANE, radius=1)
HALF_DISC = _regime("half disc", "d=2, an arc and two corners", manifold.half_disc, (*PLANE, (F(3, 5), -1), (-2, F(-1, 3))))
OCTAGON = [[1, 0], [F(4, 5), F(3, 5)], [0, 1], [F(-3, 5), F(4, 5)], [-1, 0], [F(-3, 5), F(-4, 5)], [0, -1], [F(4, 5), F(-3, 5)]]
ATOMS = _regime(
    "atoms",
    "d=2, five atoms",
    atoms.atoms,
    PLANE,
    points=[[0, 0], [2, 0], [0, 2], [-1, -1], [1, 3]],
    offsets=[0, F(1, 2), F(1, 3), 1, 1],
)
COINS = _regime(
    "three masses",
    "d=1, atoms with given masses",
    atoms.on_a_line,
    ((F(1, 5),), (-2,)),
    points=[-1, 0, 3],
    weights=[F(1, 4), F(1, 2), F(1, 4)],
)
FOUR_COINS = _regime(
    "four masses",
    "d=1, unequal atoms with given masses",
    atoms.on_a_line,
    ((F(1, 5),), (-2,)),
    points=[-2, F(-1, 3), F(1, 2), 4],
    weights=[F(1, 8), F(3, 8), F(1, 6), F(1, 3)],
)
SURFACES = (CIRCLE, BALL, ELLIPSOID)


def hurried(r: Regime) -> Regime:
    """The same on the path a = (1 - t)^2, b = t (2 - t)."""
    law: Any = partial
    return replace(r, name=f"{r.name}, quick", law=law(r.law, path=quick))


SMOOTH = (FULL, FLAT, *SURFACES, SEGMENT, hurried(FULL), hurried(ELLIPSOID))
TARGETS = (*SMOOTH, HALF_DISC, ATOMS, COINS)


def at_one(regimes: tuple[Regime, ...]) -> tuple[Regime, ...]:
    """The same at t = 1, for limits."""
    return tuple(replace(r, times=(F(1),)) for r in regimes)


def symbolic_quadratic(d: int, path: Any = None) -> Regime:
    """T(y) = B y + c with all entries symbols."""
    B = [[f"S_{min(i, j)}{max(i, j)}" for j in range(d)] for i in range(d)]
    law: Any = partial(proximal.quadratic, matrix=B, shift=[f"c_{i}" for i in range(d)], **({"path": path} if path else {}))
    name = f"symbols d={d}" + (f", {path.__name__}" if path else "")
    about = f"all maps T(y) = S y + c, d={d}" + (f", on the path {path.__name__!r}" if path else "")
    return Regime(name, about, law, ("t",), (tuple(f"x_{i}" for i in range(d)),))


def independent_sphere(d: int, radius: F | int, points: Any, times: Any = INNER) -> Regime:
    """x0 ~ N(0, I), x1 uniform on a sphere, independent."""
    return Regime(
        f"sphere d={d}", f"d={d}, radius {radius}, independent ends", partial(sphere.sphere, d=d, radius=radius), times, points
    )


SPHERES = (
    independent_sphere(2, 1, ((F(3, 10), F(2, 5)), (-1, F(1, 2)))),
    independent_sphere(3, 2, ((F(3, 5), 0, F(4, 5)), (-1, 2, 1))),
    independent_sphere(5, 1, ((F(1, 2), 0, 0, F(1, 3), 0), (1, -1, 0, 1, 0))),
)
STRETCHES = tuple(
    Regime(
        f"k = {k}",
        f"d=1, T(y) = {k} y + 1",
        partial(proximal.quadratic, matrix=[[k]], shift=[1]),
        (F(1, 4), F(9, 10)),
        ((F(2, 3),),),
    )
    for k in (0, F(1, 3), 5)
)
POWERS = tuple(
    replace(CIRCLE, name=f"a = (1 - t)^{g}", times=(F(1),), law=partial(manifold.ball, centre=[0, 0], radius=1, path=Power(g)))
    for g in (F(1, 2), F(1), F(2), F(3))
)
NET = Regime(  # points x_t that come from inside a cell
    "four atoms on the circle",
    "d=2, four rational points of the unit circle",
    partial(atoms.atoms, points=[[1, 0], [0, 1], [-1, 0], [F(-3, 5), F(-4, 5)]], offsets=[0, 0, 0, 0]),
    (F(1, 2), F(9, 10)),
    ((2, F(1, 5)), (F(-3, 2), -2)),
)
FREE_NET = Regime(
    "eight free atoms",
    "d=2, eight rational points of the unit circle, independent ends",
    partial(
        mixture.mixture, weights=[F(1, 8)] * 8, means=OCTAGON, covs=[[[0, 0], [0, 0]]] * 8, mean0=[0, 0], cov0=[[1, 0], [0, 4]]
    ),
    (F(1),),
    ((F(4, 5), F(1, 2)), (F(1, 5), -1)),
)


class Flat(NamedTuple):
    """N(0, I) to N(0, diag(s^2, 0))."""

    ar: Arithmetic
    s: Any


def _flat(s: Any, ar: Arithmetic) -> Flat:
    return Flat(ar, ar.array(s))


FLATS = tuple(
    Regime(f"s = {s}", f"d=2, target diag({s}^2, 0)", partial(_flat, s), INNER[:2], ((F(3, 5), F(4, 5)),)) for s in (F(1, 3), F(2))
)
ALL_FLATS = Regime("all s", "d=2, target diag(s^2, 0), all s", partial(_flat, "s"), ("t",), (("x_0", "x_1"),))
ON_SPHERES = (
    independent_sphere(2, 1, ((F(3, 5), F(4, 5)),), (F(1),)),
    independent_sphere(3, 3, ((2, 1, -2),), (F(1),)),
)
CENTRES = tuple(independent_sphere(d, 1, ((0,) * d, (*[F(1, 5)] * (d - 1), 0)), (F(1, 4), F(4, 5), F(9, 10))) for d in (1, 2))
CLOSE = tuple(
    replace(r, points=((F(1, 9), *p), (F(1, 10), *p), (-1, *p), (2, *p), (-2, *p)))
    for r, p in ((CIRCLE, (F(1, 7),)), (ELLIPSOID, (F(1, 7), 1)))
)
MODES = Regime(
    "two modes on a line",
    "x in [-4, 4], t in [1/20, 19/20]",
    partial(mixture.mixture, weights=[F(1, 3), F(2, 3)], means=[[-1], [1]], covs=[[[F(1, 4)]], [[F(1, 4)]]]),
    ((F(1, 20), F(19, 20)),),
    (((F(-4), F(4)),),),
)
MODES_2D = Regime(
    "three modes in the plane",
    "d=2, K=3, source diag(1, 4)",
    partial(
        mixture.mixture,
        weights=[F(1, 4), F(1, 4), F(1, 2)],
        means=[[2, 0], [0, 2], [-1, -1]],
        covs=[[[F(1, 25), 0], [0, F(1, 9)]], [[F(1, 50), F(1, 100)], [F(1, 100), F(1, 50)]], [[0, 0], [0, 0]]],
        mean0=[0, 0],
        cov0=[[1, 0], [0, 4]],
    ),
    (F(1, 4), F(4, 5), F(9, 10)),
    ((F(3, 5), F(4, 5)), (2, F(1, 5)), (-3, -3)),
)
