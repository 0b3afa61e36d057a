"""Doors of the laws: what makes a Gaussian pair, a mixture, a coupling, a potential, a cloud."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import (
    arithmetic,
    atoms,
    brenier,
    coupling,
    crossing,
    empirical,
    gaussian,
    interpolant,
    line,
    manifold,
    mixture,
    proximal,
    sphere,
)
from analytic.arithmetic import SingularCovariance
from analytic.interpolant import bridge
from verify.suites.refusals.door import ALL, FLOATS, VALUES, Door

H, Q, SMALL, NEAR = Fraction(1, 2), Fraction(1, 4), Fraction(1, 2**20), Fraction(1, 2**60)
I, S, ONE, ZERO = [[1, 0], [0, 1]], [[2, 1], [1, 3]], [[1]], np.zeros((0, 0), int)
TURN = [[Fraction(3, 5), Fraction(4, 5)], [Fraction(-4, 5), Fraction(3, 5)]]
SPREAD = ("digits", "balls")


def law(make: Callable[..., Any], **given: Any) -> Callable[..., Door]:
    """A door of this law: it is taken as given, and refused with some arguments others."""

    def door(of: str, says: str, on: tuple[str, ...] = FLOATS, inside: dict[str, Any] | None = None, **other: Any) -> Door:
        name = f"{make.__module__.removeprefix('analytic.')}.{make.__name__}: {of}"
        return Door(name, lambda ar, v: make(ar, **{**given, **v}), inside or {}, {**(inside or {}), **other}, says, on)

    return door


independent = law(gaussian.independent, mean0=[0, 1], cov0=I, mean1=[1, 2], cov1=S)
joint = law(gaussian.joint, mean0=[0, 1], cov0=I, mean1=[1, 2], cov1=I, cross=I)
deterministic = law(gaussian.deterministic, mean0=[0, 1], cov0=I, mean1=[1, 2], T=S)
transport = law(brenier.transport, mean0=[0, 1], cov0=I, mean1=[1, 2], cov1=S)
mixed = law(mixture.mixture, weights=[H, H], means=[[0, 0], [1, 2]], covs=[I, S])
lines = law(coupling.lines, mean0=[0, 1], mean1=[1, 2], T=S)
rotated = law(coupling.rotated, mean1=[1, 2], cov1=S, R=TURN)
turned = law(coupling.turned, cos=Fraction(3, 5), sin=Fraction(4, 5), sigma=H)
quadratic = law(proximal.quadratic, matrix=S, shift=[0, 1])
points = law(atoms.atoms, points=[[0, 0], [1, 2]], offsets=[0, 1])
masses = law(atoms.on_a_line, points=[-1, 2], weights=[H, H])
cloud = law(empirical.cloud, points=[[0, 0], [1, 2]], weights=[H, H])
pairs = law(crossing.pairs, x0=[[0, 0], [1, 1]], x1=[[2, 0], [3, 5]])
entropic = law(interpolant.entropic_cross, cov0=I, cov1=S, reg=H)

GAUSSIAN = (
    independent("mean0 is a vector", "it must be (d,)", VALUES, mean0=[[0, 1]]),
    independent("mean0 has an entry", "d = 0", mean0=np.zeros(0)),
    independent("mean1 is like it", "mean1 has shape", VALUES, mean1=[1]),
    independent("cov0 is square", "cov0 has shape", VALUES, cov0=ONE),
    independent("cov1 is a covariance", "cov1 is not symmetric", VALUES, cov1=[[2, 1], [0, 3]]),
    independent("cov0 is a covariance", "cov0 has the eigenvalue", VALUES, cov0=[[1, 2], [2, 1]]),
    independent("mean0 is finite", "mean0[1] is", mean0=[0, float("inf")]),
    joint("cross is square", "cross has shape", VALUES, cross=ONE),
    joint("cross fits", "no joint law has this cross-covariance", SPREAD, cross=[[1, 0], [0, 1 + NEAR]]),
    joint("cross fits to its rounding", "no joint law", ("float64", "torch"), cross=[[1, 0], [0, 1 + 2.0**-40]]),
    joint("in exact numbers as fractions", "no joint law", SPREAD, inside={"cross": [[0, 1], [-1, 0]]}, cross=[[0, 1], [-1, NEAR]]),
    joint("whose rows are those of x0", "no joint law", SPREAD, inside={"cov0": [[1, 0], [0, 9]], "cross": [[0, 1], [3, 0]]},
          cross=[[0, 3], [1, 0]]),
    deterministic("mean0 is a vector", "it must be (d,)", VALUES, mean0=[[0, 1]]),
    deterministic("T is square", "T has shape", VALUES, T=[[1, 0]]),
    deterministic("cov0 is like it", "cov0 has shape", VALUES, cov0=ONE),
    transport("mean0 is a vector", "it must be (d,)", mean0=[[0, 1]]),
    transport("mean1 is like it", "mean1 has shape", mean1=[1]),
    transport("a source that is nowhere flat", "cov0 has the eigenvalue", VALUES, inside={"cov0": [[1, 0], [0, SMALL]]},
              cov0=[[1, 0], [0, 0]]),
    transport("data that are nowhere flat", "cov1 has the eigenvalue", SPREAD, cov1=[[1, 1], [1, 1]]),
    transport("mean0 is finite", "mean0[1] is", mean0=[0, float("inf")]),
    transport("mean1 is finite", "mean1[1] is", mean1=[0, float("nan")]),
)  # fmt: skip

MIXTURES = (
    mixed("weights are a vector", "they must be (K,) and (K, d)", VALUES, weights=[[H, H]]),
    mixed("means are a matrix", "they must be (K,) and (K, d)", VALUES, means=[0, 1]),
    mixed("as many means as weights", "weights has shape", VALUES, weights=[1]),
    mixed("a covariance for each", "covs has shape", VALUES, covs=[I]),
    mixed("of which each is one", "covs is not symmetric", VALUES, covs=[I, [[2, 1], [0, 3]]]),
    mixed("and positive", "covs has the eigenvalue", VALUES, covs=[I, [[1, 2], [2, 1]]]),
    mixed("weights sum to one", "weights sum to", ALL, weights=[H, Q]),
    mixed("a component", "K = 0", weights=np.zeros(0), means=np.zeros((0, 2)), covs=np.zeros((0, 2, 2))),
    mixed("means are finite", "means[1, 1] is", means=[[0, 0], [1, float("inf")]]),
    mixed("mean0 fits", "mean0 has shape", VALUES, mean0=[0]),
    mixed("cov0 fits", "cov0 has shape", VALUES, cov0=ONE),
    mixed("cov0 is a covariance", "cov0 is not symmetric", VALUES, cov0=[[1, 1], [0, 1]]),
    cloud("points are a matrix", "they must be (N, d)", VALUES, points=[0, 1]),
    cloud("a point", "N = 0", points=np.zeros((0, 2)), weights=np.zeros(0)),
    cloud("no point twice", "are the same", VALUES, points=[[0, 0], [0, 0]]),
    cloud("a weight for each", "weights has shape", VALUES, weights=[1]),
    cloud("weights sum to one", "weights sum to", VALUES, weights=[H, Q]),
    cloud("points are finite", "points[1, 1] is", points=[[0, 0], [1, float("inf")]]),
)  # fmt: skip

COUPLINGS = (
    lines("mean0 is a vector", "it must be (d,), d > 0", VALUES, mean0=[[0, 1]]),
    lines("mean0 has an entry", "d > 0", mean0=np.zeros(0), mean1=np.zeros(0), T=ZERO),
    lines("T is square", "T has shape", VALUES, T=ONE),
    lines("T is finite", "T[1, 1] is", T=[[2, 1], [1, float("inf")]]),
    rotated("R is like cov1", "R has shape", VALUES, R=ONE),
    rotated("R is a rotation", "R R^T must be I", ("float64", "torch", "symbols"), R=[[1, 1], [0, 1]]),
    rotated("rows and columns of length one", "R R^T must be I", ("float64", "torch", "symbols"), R=[[1, 0], [1, 0]]),
    rotated("a direction for each dimension", "positive definite", VALUES, cov1=[[1, 1], [1, 1]]),
    turned("cos^2 + sin^2 = 1", "cos^2 + sin^2 must be 1", ("float64", "torch", "symbols"), cos=Fraction(4, 5)),
    turned("sigma is not negative", "sigma", VALUES, inside={"sigma": 0}, sigma=-NEAR),
    turned("not at the start without noise", "p = 2 (1 - cos)", VALUES, inside={"sigma": 0}, cos=1, sin=0),
    turned("a bridge takes some of it", "p = 2 (1 - cos)", VALUES, inside={"bridge": True, "sigma": H}, sigma=2),
    turned("no half turn without noise", "all lines meet at t = 1/2", VALUES, inside={"cos": -1, "sin": 0, "sigma": H}, sigma=0),
    pairs("x0 is a matrix", "it must be (N, d), N > 0", VALUES, x0=[0, 1]),
    pairs("a pair", "it must be (N, d), N > 0", x0=np.zeros((0, 2)), x1=np.zeros((0, 2))),
    pairs("x1 is like it", "x1 has shape", VALUES, x1=[[2, 0]]),
    pairs("x1 is finite", "x1[1, 1] is", x1=[[2, 0], [3, float("inf")]]),
    Door("interpolant.interpolant: noise is a function", lambda ar, v: interpolant.interpolant(_pair(ar), v), bridge(H), H,
         "pass constant(sigma)", ("digits",), TypeError),
    Door("interpolant.bridge: sigma is not negative",
         lambda ar, v: interpolant.moments(interpolant.interpolant(_pair(ar), bridge(v)), H), 0, -1, "sigma = -1", ("digits",)),
    entropic("cov1 is like cov0", "cov1 has shape", VALUES, cov1=ONE),
    entropic("reg is positive", "reg = 0", VALUES, inside={"reg": SMALL}, reg=0),
)  # fmt: skip

POTENTIALS = (
    quadratic("shift is a vector", "it must be (d,)", VALUES, shift=[[0, 1]]),
    quadratic("shift has an entry", "d = 0", shift=np.zeros(0), matrix=ZERO),
    quadratic("matrix is like it", "matrix has shape", VALUES, matrix=ONE),
    quadratic("matrix is of a convex function", "matrix has the eigenvalue", VALUES, matrix=[[1, 2], [2, 1]]),
    quadratic("shift is finite", "shift[1] is", shift=[0, float("inf")]),
    points("points are a matrix", "they must be (N, d)", VALUES, points=[0, 1]),
    points("two atoms at least", "at least two atoms", VALUES, points=[[0, 0]], offsets=[0]),
    points("an offset for each", "offsets has shape", VALUES, offsets=[0]),
    points("points are finite", "points[1, 1] is", points=[[0, 0], [1, float("inf")]]),
    points("offsets are finite", "offsets[1] is", offsets=[0, float("inf")]),
    Door("atoms.atoms: numbers, no symbols", lambda ar, name: atoms.atoms(getattr(arithmetic, name)(), [[0, 0], [1, 2]], [0, 1]),
         "digits", "symbols", "atoms have no symbols", ("digits",)),
    masses("points are a vector", "on a line they are (N,)", VALUES, points=[[-1, 2]]),
    masses("points increase", "points must increase", VALUES, points=[2, -1]),
    masses("no point twice", "points must increase", VALUES, inside={"points": [2 - SMALL, 2]}, points=[2, 2]),
    masses("a weight for each", "weights has shape", VALUES, weights=[1]),
    masses("weights sum to one", "weights sum to", VALUES, weights=[H, Q]),
    masses("points are finite", "points[1] is", points=[-1, float("inf")]),
    law(manifold.ball, centre=[0, 1], radius=2)("centre is a vector", "it must be (d,)", VALUES, centre=[[0, 1]]),
    law(manifold.ball, centre=[0, 1], radius=2)("centre has an entry", "d = 0", centre=np.zeros(0)),
    law(manifold.ball, centre=[0, 1], radius=NEAR)("radius is positive", "radius = 0", VALUES, radius=0),
    law(manifold.ellipsoid, matrix=S)("a body, not a disc", "positive definite", VALUES, matrix=[[1, 1], [1, 1]]),
    law(manifold.segment, radius=2, d=1)("d is 1 or larger", "d = 0", d=0),
    law(sphere.sphere, d=1, radius=2)("d is 1 or larger", "d = 0", d=0),
    law(sphere.sphere, d=2, radius=2)("radius is positive", "radius = -1", VALUES, radius=-1),
)  # fmt: skip

LINES = (
    Door("line: a component has a variance", lambda ar, v: _on_a_line(ar, v), 1, 0, "has variance 0 here", VALUES,
         SingularCovariance),
)  # fmt: skip


def _pair(ar: Any) -> gaussian.Pair:
    return gaussian.independent(ar, [0, 1], I, [1, 2], S)


def _on_a_line(ar: Any, t: int) -> Any:
    return line.cdf(mixture.mixture(ar, [1], [[0]], [[[1]]], cov0=[[0]]), t, [[1]])


DOORS = (*GAUSSIAN, *MIXTURES, *COUPLINGS, *POTENTIALS, *LINES)
