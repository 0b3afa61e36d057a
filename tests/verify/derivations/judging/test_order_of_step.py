"""The order of a step: Euler's, Heun's and Runge's against what the text-books say of them, in balls and in floats."""

from typing import Any

import numpy as np
import pytest

from analytic import gaussian
from verify import as_derivation
from verify.derivations.judging.decide import decide
from verify.derivations.judging.order_of_step import orders


def euler(law: Any, t: Any, x: Any, h: Any) -> Any:
    return x + h * gaussian.drift(law, t, x)


def heun(law: Any, t: Any, x: Any, h: Any) -> Any:
    k = gaussian.drift(law, t, x)
    return x + h / 2 * (k + gaussian.drift(law, t + h, x + h * k))


def heun_at_the_old_time(law: Any, t: Any, x: Any, h: Any) -> Any:
    k = gaussian.drift(law, t, x)
    return x + h / 2 * (k + gaussian.drift(law, t, x + h * k))


def runge(law: Any, t: Any, x: Any, h: Any) -> Any:
    k1 = gaussian.drift(law, t, x)
    k2 = gaussian.drift(law, t + h / 2, x + h / 2 * k1)
    k3 = gaussian.drift(law, t + h / 2, x + h / 2 * k2)
    return x + h / 6 * (k1 + 2 * k2 + 2 * k3 + gaussian.drift(law, t + h, x + h * k3))


@pytest.mark.parametrize(("step", "order"), [(euler, 1), (heun, 2), (heun_at_the_old_time, 1), (runge, 4)])
def test_the_order_of_a_method_is_found(step: Any, order: int) -> None:
    found = list(orders(as_derivation(step, "flow_step", "gaussian", order=order), 0))
    assert len(found) == 8 and all(abs(o.value - order) < 1e-9 for o in found)


@pytest.mark.parametrize(
    ("step", "order", "verdict"), [(heun, 2, "AGREES"), (heun, 1, "AGREES"), (heun_at_the_old_time, 2, "REFUTED")]
)
def test_a_lower_order_refutes(step: Any, order: int, verdict: str) -> None:
    answer = decide(as_derivation(step, "flow_step", "gaussian", order=order), 0, 30.0)
    assert answer.verdict == verdict
    assert ("order 1 " in answer.why) == (verdict == "REFUTED")


def of_two(x: Any, t: Any, h: Any, cov1: Any, late: int) -> Any:
    def drift(t: Any, x: Any) -> Any:
        return (t * cov1 - (1 - t)) / ((1 - t) ** 2 + t * t * cov1) * x

    return x + h / 2 * (drift(t, x) + drift(t + late * h, x + h * drift(t, x)))


def midpoint(x: Any, t: Any, h: Any, cov1: Any) -> Any:
    def drift(t: Any, x: Any) -> Any:
        return (t * cov1 - (1 - t)) / ((1 - t) ** 2 + t * t * cov1) * x

    return x + h * drift(t + h / 2, x + h / 2 * drift(t, x))


WAYS: dict[str, Any] = {"assume": ("d=1", "centred data"), "rename": {"cov1": "var1"}}


@pytest.mark.parametrize(("late", "verdict"), [(1, "AGREES"), (0, "REFUTED")])
def test_plain_functions_too(late: int, verdict: str) -> None:
    def step(x: Any, t: Any, h: Any, cov1: Any) -> Any:
        return of_two(x, t, h, cov1, late)

    answer = decide(as_derivation(step, "flow_step", "gaussian", order=2, **WAYS), 0, 30.0)
    assert answer.verdict == verdict


def test_a_higher_order_than_stated_is_told() -> None:
    """The midpoint rule is of third order for x' = (S'/2S) x with S quadratic: a^3/6 + a''/24 + a a'/4 = 0."""
    answer = decide(as_derivation(midpoint, "flow_step", "gaussian", order=2, **WAYS), 0, 30.0)
    assert answer.verdict == "AGREES" and "it is of order 3 at each" in answer.scope


def test_an_exact_step_has_every_order() -> None:
    answer = decide(as_derivation(lambda law, t, x, s: gaussian.flow(law, t, s, x), "flow_step", "gaussian", order=9), 0, 30.0)
    assert answer.verdict == "AGREES"
    still = decide(as_derivation(lambda law, t, x: x, "flow_step", "gaussian", order=1), 0, 30.0)
    assert still.verdict == "REFUTED" and "order 0 " in still.why


@pytest.mark.parametrize(("of", "order"), [("velocity", 2), ("flow_step", 0.5), ("flow_step", -1), ("flow_step", True)])
def test_what_is_no_order_is_refused(of: str, order: Any) -> None:
    with pytest.raises(ValueError, match="order="):
        as_derivation(heun, of, "gaussian", order=order)


def test_a_step_that_returns_no_numbers_is_undecided() -> None:
    def broken(law: Any, t: Any, x: Any, h: Any) -> Any:
        return np.zeros((2, 7))

    answer = decide(as_derivation(broken, "flow_step", "gaussian", order=1), 0, 30.0)
    assert answer.verdict == "UNDECIDED" and "returns shape" in answer.why


@pytest.mark.parametrize("share", [np.nan, np.inf])
def test_what_is_not_finite_is_undecided(share: float) -> None:
    for f in (lambda x, h, velocity: x + share * velocity, lambda x, h, velocity: np.where(h < 0.01, share, x + h * velocity)):
        answer = decide(as_derivation(f, "flow_step", "gaussian", order=1), 0, 30.0)
        assert answer.verdict == "UNDECIDED" and "no finite value" in answer.why


def of_edm(x: Any, sigma: Any, s: Any, mean0: Any, var0: Any) -> Any:
    """Heun's step of Karras et al., from sigma to s."""

    def slope(x: Any, sigma: Any) -> Any:
        return (x - mean0 - var0 / (var0 + sigma**2) * (x - mean0)) / sigma

    k = slope(x, sigma)
    return x + (s - sigma) / 2 * (k + slope(x + (s - sigma) * k, s))


def test_steps_of_edm_are_between_finite_times() -> None:
    way: dict[str, Any] = {"law": "gaussian", "convention": "edm", "assume": ("d=1", "standard source")}
    assert decide(as_derivation(of_edm, "flow_step", order=2, **way), 0, 30.0).verdict == "AGREES"
    assert decide(as_derivation(of_edm, "flow_step", order=3, **way), 0, 30.0).verdict == "REFUTED"


@pytest.mark.parametrize("slip", [0, 1e-9])
def test_the_flow_of_edm(slip: float) -> None:
    """|x - m| grows as the deviation of x_t."""

    def step(x: Any, sigma: Any, s: Any, mean0: Any, var0: Any) -> Any:
        return mean0 + np.sqrt((var0 + s**2) / (var0 + sigma**2)) * (1 + slip) * (x - mean0)

    def to_data(x: Any, sigma: Any, mean0: Any, var0: Any) -> Any:
        return step(x, sigma, 0, mean0, var0)

    way: dict[str, Any] = {"law": "gaussian", "convention": "edm", "assume": ("d=1", "standard source")}
    for f, of in ((step, "flow_step"), (to_data, "consistency")):
        assert decide(as_derivation(f, of, **way), 0, 5.0).verdict == ("REFUTED" if slip else "AGREES")
