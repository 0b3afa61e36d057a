"""What losses teach: conditional and marginal ones have one gradient; weights of t, other targets and other signs are refuted."""

from fractions import Fraction as F
from typing import Any, cast

import numpy as np
import pytest

from analytic import arithmetic
from verify import as_derivation
from verify.derivations.judging.conditional_mean import at_points
from verify.derivations.judging.decide import decide
from verify.derivations.judging.gradient import slopes


def said(loss: Any, of: str = "velocity", **options: Any) -> tuple[str, str]:
    answer = decide(as_derivation(loss, of, on="gradient", **options), 0, 30.0)
    return answer.verdict, answer.why or answer.scope


def square(e: Any) -> Any:
    return (e**2).sum(-1)


def test_conditional_flow_matching_teaches_the_velocity() -> None:
    verdict, scope = said(lambda pred, x0, x1: square(pred - (x1 - x0)))
    assert verdict == "AGREES" and "times 1 in d=1 and 1 in d=2" in scope


def test_a_mean_over_dimensions_is_a_step_size() -> None:
    verdict, scope = said(lambda pred, x0, x1: ((pred - (x1 - x0)) ** 2).mean(-1))
    assert verdict == "AGREES" and "times 1 in d=1 and 0.5 in d=2" in scope


@pytest.mark.parametrize(("power", "verdict"), [(2, "AGREES"), (0, "REFUTED")])
def test_a_weight_of_t_is_another_loss(power: int, verdict: str) -> None:
    """pred = (x1 - x)/(1 - t) of a predicted sample: its error is (1 - t) times that of the velocity."""
    found = said(lambda pred, x, t, x1: square(x + (1 - t) * pred - x1) / (1 - t) ** power, assume="0<t<1")
    assert found[0] == verdict and ("times" in found[1])


def test_denoising_score_matching_teaches_the_score() -> None:
    options: dict[str, Any] = {"of": "score", "assume": ("0<t<1", "standard source")}
    assert said(lambda pred, x0, t: square(pred + x0 / (1 - t)), **options)[0] == "AGREES"
    assert said(lambda pred, x0, t: square(pred - x0 / (1 - t)), **options)[0] == "REFUTED"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda pred, x0, x1: square(pred - (x1 + x0)),
        lambda pred, x0, x1: -square(pred - (x1 - x0)),
        lambda pred, x0, x1: square(pred - (x1 - x0)) + square(pred) / 1024,
    ],
)
def test_another_least_is_refuted(wrong: Any) -> None:
    verdict, why = said(wrong)
    assert verdict == "REFUTED" and "no multiple" in why


def test_it_is_told_what_is_taught_instead() -> None:
    assert "it teaches minus the velocity" in said(lambda pred, x0, x1: square(pred - (x0 - x1)))[1]
    assert "it teaches the noise" in said(lambda pred, x0: square(pred - x0), of="denoiser")[1]
    assert "it teaches the v prediction" in said(lambda pred, x0, x1, t: square(pred - t * x0 + (1 - t) * x1))[1]


def test_names_are_the_authors() -> None:
    assert said(lambda v_pred, x0, noise: square(v_pred - (noise - x0)), convention="noise at 1")[0] == "AGREES"
    assert said(lambda out, noise: square(out - noise), of="noise", convention="vp", given={"out": "prediction"})[0] == "AGREES"
    assert said(lambda pred, x1: square(pred - x1), of="denoiser", law="line")[0] == "AGREES"


def test_what_is_no_loss_is_undecided() -> None:
    assert said(lambda x0, x1: square(x1 - x0))[1].startswith("has no argument for the prediction")
    assert "NaN" in said(lambda pred, x0, x1: np.nan * square(pred - x1 + x0))[1]
    assert said(lambda pred, x0, x1: np.abs(pred - (x1 - x0)).sum(-1))[0] == "UNDECIDED"  # teaches a median
    with pytest.raises(ValueError, match="predicts a vector"):
        as_derivation(lambda pred: pred, "log_density", on="gradient")


def test_the_means_are_those_of_a_sum_over_the_data() -> None:
    """x0 ~ N(0, 1), x1 ~ N(1, 9/4): the mean loss by a fine sum over x1 with its density given x_t, and its differences in pred."""
    p: dict[str, Any] = {"mean0": [0], "cov0": [[1]], "mean1": [1], "cov1": [[F(9, 4)]]}
    d = as_derivation(lambda pred, x0, x1: square(pred - (x1 - x0)), "velocity", "gaussian", on="gradient", parameters=p).settled()
    r, t, x = next(at_points(d, 0))
    x1 = np.linspace(-20, 20, 20_001)
    x0 = (x[0, 0] - float(t) * x1) / (1 - float(t))
    w = np.exp(-((x1 - 1) ** 2) / 4.5 - x0**2 / 2)
    asked = float(np.ravel(cast(Any, r.law(arithmetic.float64())).prediction)[0])
    mean = [np.average((asked + h - (x1 - x0)) ** 2, weights=w) for h in (0.5, -0.5)]
    assert next(slopes(d, 0)).found[0] == pytest.approx(mean[0] - mean[1], rel=1e-9)
