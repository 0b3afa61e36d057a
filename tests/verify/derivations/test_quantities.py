"""The catalogue of quantities: what each is, against derivatives, relations and sums that do not share its text."""

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from analytic import arithmetic
from verify import regimes
from verify.claim import Outcome, Regime, Test
from verify.derivations import cases
from verify.derivations.conventions import convention, reference
from verify.derivations.quantities import QUANTITIES, find
from verify.evidence import decide
from verify.regimes import operands
from verify.regimes.constructors import extended
from verify.regimes.laws import LAWS

INSIDE = regimes.when((regimes.NON_COMMUTING, regimes.THREE_D), lambda t: 0 < t < 1)
HOME = {
    "mixture": regimes.when((regimes.NON_COMMUTING,), lambda t: t == F(1, 4))[0],
    "gaussian": regimes.when((regimes.PAIR_CORRELATED,), lambda t: t == F(1, 4))[0],
    "line": replace(regimes.LINE, times=(F(1, 4),)),
    "transport": regimes.when((regimes.TRANSPORTS[0],), lambda t: t == F(1, 4))[0],
    "scm": next(r for r in cases.ladder("scm", frozenset(), 0) if r.name == "d=3, K=1, step 4"),
}
FREE = regimes.when((regimes.PAIR,), lambda t: t == F(1, 4))[0]  # independent ends: the flow has a closed form
DERIVATIVES = (
    ("velocity", "jacobian"),
    ("denoiser", "denoiser_jacobian"),
    ("noise", "noise_jacobian"),
    ("score", "score_jacobian"),
    ("log_density", "score"),
    ("responsibilities", "responsibility_gradients"),
    ("flow_map", "flow_jacobian"),
)


def home(law: str, name: str) -> Regime:
    return FREE if law == "gaussian" and QUANTITIES[name].needs else HOME[law]


@pytest.mark.parametrize(("of", "name"), DERIVATIVES)
@pytest.mark.parametrize("law", LAWS)
def test_what_is_called_a_derivative_is_one(law: str, of: str, name: str) -> None:
    whole, rate = QUANTITIES[of].of.get(law), QUANTITIES[name].of.get(law)
    if whole is None or rate is None:
        assert (whole is None) == (rate is None)
        return
    r = home(law, name)
    test = Test("rate", whole, (r,), {"along": "x"})
    assert decide(test, rate, r, 0).outcome is Outcome.HOLDS
    wrong = decide(test, lambda law, t, x: rate(law, t, x) * law.ar.array(1 + F(1, 10**9)), r, 0)
    assert wrong.outcome is Outcome.REFUTED


@pytest.mark.parametrize("name", QUANTITIES)
@pytest.mark.parametrize("law", LAWS)
def test_each_has_the_shape_that_it_states(law: str, name: str) -> None:
    q = QUANTITIES[name]
    if law not in q.of:
        return
    r, ar = home(law, name), arithmetic.balls()
    with ar.scope():
        made: Any = r.law(ar)
        x = ar.array([list(p) for p in r.points])
        own = {name: operands.simple(name, x.shape[1], 0) for name in q.takes}
        made = extended(made, operands.fields_of(own, ar))
        value = np.asarray(q.of[law](made, ar.array(r.times[0]), x), dtype=object)
        n, d = x.shape
        sizes = {"...": n, "d": d, "K": len(own.get("given_nodes", getattr(made, "w", []))), "1": 1}
        assert value.shape == tuple(sizes[c] for c in q.shape.strip("()").replace(" ", "").split(",") if c)
        assert all(e.rad() < 1e-60 for e in value.flat)


def balls(r: Regime, t: F) -> tuple[Any, Any, Any, Any]:
    ar = arithmetic.balls()
    return ar, r.law(ar), ar.array(t), ar.array([list(p) for p in r.points])


@pytest.mark.parametrize("regime", INSIDE, ids=lambda r: r.name)
def test_conditional_covariances_are_derivatives_of_conditional_means(regime: Regime) -> None:
    """dE[x1 | x]/dx = b/a^2 Cov[x1 | x] S0^-1; and x_t' = (x1 - x)/a given x, on the linear path."""
    ar = arithmetic.balls()
    with ar.scope():
        _, law, t, x = balls(regime, regime.times[0])
        cov = QUANTITIES["denoiser_covariance"].of["mixture"](law, t, x)
        slope = QUANTITIES["denoiser_jacobian"].of["mixture"](law, t, x)
        left = slope @ law.S0 * (1 - t) ** 2 / t - cov
        right = QUANTITIES["residual_covariance"].of["mixture"](law, t, x) * (1 - t) ** 2 - cov
        assert all(e.abs_upper() < 1e-60 for e in [*left.flat, *right.flat])


@pytest.mark.parametrize("law", ["mixture", "gaussian", "line", "transport"])
def test_moments_are_moments(law: str) -> None:
    """E[x_t] and Cov[x_t] against draws would be weak: against the second moment, summed by hand."""
    ar = arithmetic.balls()
    r = HOME[law]
    with ar.scope():
        _, p, t, x = balls(r, r.times[0])
        mean, cov = (QUANTITIES[name].of[law](p, t, x) for name in ("mean", "covariance"))
        if hasattr(p, "w"):
            parts = [(1 - t) * p.m0 + t * m for m in p.m]
            second = sum(w * ((1 - t) ** 2 * p.S0 + t**2 * C + np.outer(m, m)) for w, C, m in zip(p.w, p.C, parts, strict=True))
            expected = sum(w * m for w, m in zip(p.w, parts, strict=True))
        else:
            X = p.X if law == "gaussian" else p.S0 @ p.A
            expected = (1 - t) * p.m0 + t * p.m1
            second = (1 - t) ** 2 * p.S0 + t**2 * p.S1 + t * (1 - t) * (X + X.T) + np.outer(expected, expected)
        gap = [*(mean - expected).flat, *(cov + np.outer(mean, mean) - second).flat]
        assert all(e.contains(0) and e.abs_upper() < 1e-60 for e in gap)


def test_loss_floor_is_the_integral_of_the_residual_covariance() -> None:
    law = regimes.PAIR.law(arithmetic.float64())
    nodes, weights = np.polynomial.legendre.leggauss(60)
    x = np.zeros((1, 2))
    traces = [np.trace(QUANTITIES["residual_covariance"].of["gaussian"](law, (1 + s) / 2, x)[0]) for s in nodes]
    assert np.dot(weights, traces) / 2 == pytest.approx(float(QUANTITIES["loss_floor"].of["gaussian"](law, 0.5, x)), rel=1e-9)


def test_names() -> None:
    assert find("velocity") is QUANTITIES["velocity"]
    assert find("jacobian_do[2]").needs == {"K>2"}
    with pytest.raises(KeyError, match="did you mean velocity"):
        find("velocty")
    assert all("\n" not in q.says and q.name == name for name, q in QUANTITIES.items())


@pytest.mark.parametrize("regime", INSIDE, ids=lambda r: r.name)
def test_matrices_of_a_component_are_those_of_its_slope(regime: Regime) -> None:
    """A_k S_k^-1 is the Jacobian with the component held; dS_k/dt = 2 A_k, here by a difference of exact squares."""
    ar = arithmetic.balls()
    with ar.scope():
        _, law, t, x = balls(regime, regime.times[0])
        S, A = (QUANTITIES[f"component_{name}"].of["mixture"] for name in ("covariances", "cross_covariances"))
        for k, (S_k, A_k) in enumerate(zip(S(law, t, x), A(law, t, x), strict=True)):
            held = find(f"jacobian_do[{k}]").of["mixture"](law, t, x)
            off = ar.einsum("ij,jl->il", held[0] if held.ndim == 3 else held, S_k) - A_k
            assert abs(ar.floats(off)).max() < 1e-60 < abs(ar.floats(off + A_k / 10**9)).max()
        h = ar.array(F(1, 8))  # S is a square of the time: its central difference is its derivative
        off = (S(law, t + h, x) - S(law, t - h, x)) / (4 * h) - A(law, t, x)
        assert abs(ar.floats(off)).max() < 1e-60 < abs(ar.floats(off + A(law, t, x) / 10**9)).max()


def test_beta_is_that_of_the_process() -> None:
    """b_min + (b_max - b_min) t of the variance preserving path, and no other."""
    ar = arithmetic.balls()
    for high, right in ((F(20), True), (F(20) + F(1, 10**9), False)):
        c = convention(f"vp(1/10, {high})")
        with ar.scope():
            for t in (F(1, 8), F(3, 4)):
                found = reference(find("beta"), "mixture", c)(c.theirs(HOME["mixture"].law(ar)), ar.array(t), ar.array([[0, 0]]))
                assert bool(abs(found - ar.array(F(1, 10) + F(199, 10) * t)) < 1e-60) is right
