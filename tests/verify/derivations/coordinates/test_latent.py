"""Interpolants with noise of their own: against joint conditioning written out, and what has no closed form."""

from fractions import Fraction as F
from typing import Any

import pytest
import sympy as sp

from verify import check
from verify.derivations.coordinates.latent import RATES, STATES, form

t = sp.Symbol("t")
CURVED = (1 - t, t, t * (1 - t))


def conditioned(of: str, c: Any, right: bool = True) -> Any:
    """x_t and what is asked for are jointly Gaussian given a component; wrong: the rate of the noise is forgotten."""

    def formula(law: Any, t: Any, x: Any) -> Any:
        ar, (g, dg) = law.ar, c(law.ar, t)
        I = ar.eye(len(law.m0))
        S = (1 - t) ** 2 * law.S0 + t**2 * law.C + g * g * I
        e = x[..., None, :] - (1 - t) * law.m0 - t * law.m
        h = ar.solve(S, e)
        r = ar.softmax(ar.log(law.w) - ar.logdet(S) / 2 - ar.einsum("...i,...i->...", h, e) / 2)
        D = t * law.C - (1 - t) * law.S0 + (g * dg * I if right else 0)
        parts = {
            "velocity": law.m - law.m0 + ar.einsum("kij,...kj->...ki", D, h),
            "denoiser": law.m + ar.einsum("kij,...kj->...ki", t * law.C, h),
            "score": -h,
        }
        return ar.einsum("...k,...ki->...i", r, parts[of])

    return formula


def curved(ar: Any, t: Any) -> Any:
    return t * (1 - t), 1 - 2 * t


def constant(ar: Any, t: Any) -> Any:
    return ar.array(F(1, 10)), 0


@pytest.mark.parametrize("of", ["velocity", "denoiser", "score"])
def test_what_is_conditioned_on_the_noisy_point(of: str) -> None:
    assert check(conditioned(of, curved), of, path=CURVED, budget=10).verdict in ("PROVED", "AGREES")
    assert check(conditioned(of, curved), of, budget=2).verdict == "REFUTED"


def test_a_constant_noise_and_a_forgotten_rate() -> None:
    assert check(conditioned("velocity", constant), "velocity", path=(1 - t, t, 0.1), budget=10).verdict in ("PROVED", "AGREES")
    assert check(conditioned("velocity", constant), "velocity", path=(1 - t, t, 0.2), budget=2).verdict == "REFUTED"
    assert check(conditioned("velocity", curved, right=False), "velocity", path=CURVED, budget=2).verdict == "REFUTED"


def test_a_forgotten_noise_is_named() -> None:
    wrong = check(conditioned("velocity", lambda ar, t: (0 * t, 0)), "velocity", path=CURVED)
    assert wrong.verdict == "REFUTED" and wrong.diagnosis
    assert "of the path without its noise c z" in wrong.diagnosis.words


def test_a_bridge_between_correlated_ends() -> None:
    def bridged(law: Any, t: Any, x: Any, root: int = 1) -> Any:
        """c = sqrt(t (1 - t))/2."""
        S = (1 - t) ** 2 * law.S0 + t**2 * law.S1 + t * (1 - t) * (law.X + law.X.T + law.ar.eye(len(law.m0)) / 4)
        D = t * law.S1 - (1 - t) * law.S0 + (1 - t) * law.X.T - t * law.X + root * (1 - 2 * t) / 8 * law.ar.eye(len(law.m0))
        return law.m1 - law.m0 + law.ar.solve(S, x - (1 - t) * law.m0 - t * law.m1) @ D.T

    path = (1 - t, t, sp.sqrt(t * (1 - t)) / 2)
    assert check(bridged, "velocity", "gaussian", path=path, budget=10).verdict in ("PROVED", "AGREES")
    assert check(lambda law, t, x: bridged(law, t, x, 0), "velocity", "gaussian", path=path, budget=2).verdict == "REFUTED"


def test_the_jacobian_is_the_derivative_of_the_velocity() -> None:
    from verify.claim import Outcome, Test
    from verify.derivations.conventions import convention, reference
    from verify.derivations.quantities import find
    from verify.evidence import decide
    from verify.regimes import NON_COMMUTING, when

    c = convention(path=CURVED)
    (regime,) = when((NON_COMMUTING,), lambda t: t == F(1, 4))
    whole, slope = (reference(find(name), "mixture", c) for name in ("velocity", "jacobian"))
    test = Test("rate", whole, (regime,), {"along": "x"})
    assert decide(test, slope, regime, 0).outcome is Outcome.HOLDS
    assert decide(test, lambda law, t, x: slope(law, t, x) * law.ar.array(1 + F(1, 10**9)), regime, 0).outcome is Outcome.REFUTED


def test_what_has_no_closed_form_with_noise_is_said() -> None:
    for name, law in (("flow_map", "line"), ("denoiser", "gaussian"), ("noise", "mixture"), ("velocity", "transport")):
        with pytest.raises(ValueError, match="no closed form with a noise"):
            form(name, law, lambda law, t, x: x)
    assert not STATES & set(RATES)
