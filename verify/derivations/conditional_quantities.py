"""Given an end: velocity, score and log density of x_t before the average over the pairs; and given a class, or an observation."""

from collections.abc import Callable
from typing import Any

from analytic import conditional, guidance, mixture, observed
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Formula
from verify.derivations import compositions as by
from verify.derivations.quantity import RATE, Quantity
from verify.regimes.operands import value

CLASS = 0  # the component that is the class
_SEVERAL, _SCALE = frozenset({"K>1"}), frozenset({"scale"})
_SEEN = frozenset({"row", "seen", "spread"})
_INSIDE, _REGULAR = frozenset({"0<t<1"}), frozenset({"0<t<1", "regular"})


def _given(f: Callable[..., Array], end: str) -> dict[str, Formula]:
    """f(law, t, x, end)."""

    def of(law: Law, t: Time, x: Points) -> Array:
        x = law.ar.array(x)
        return f(law, t, x, 0 * x + value(law, end))

    return by.for_independent(of)


def _of_class(f: Formula) -> dict[str, Formula]:
    return by.for_mixtures(lambda law, t, x: f(guidance.class_law(law, CLASS), t, x))


def _guided(f: Callable[..., Array]) -> dict[str, Formula]:
    return by.for_mixtures(lambda law, t, x: f(law, CLASS, value(law, "scale"), t, x))


def _observed(f: Callable[..., Array]) -> dict[str, Formula]:
    def of(law: Any, t: Time, x: Points) -> Array:
        return f(law, value(law, "row")[None], law.spread.reshape(1, 1), law.seen.reshape(1), t, x)

    return by.for_mixtures(of)


def _classifier(law: Law, t: Time, x: Points) -> Array:
    return guidance.classifier_gradient(law, CLASS, t, x)


QUANTITIES = (
    Quantity(
        "conditional_velocity",
        "E[a'x0 + b'x1 | x_t = x, x1] = a'(x - b x1)/a + b'x1, given the data point x1",
        "(..., d)",
        _given(conditional.velocity, "data_point"),
        rate=RATE,
        needs=_INSIDE,
        takes=frozenset({"data_point"}),
    ),
    Quantity(
        "conditional_score",
        "grad log p_t(x | x1) = -S0^-1 (x - a m0 - b x1)/a^2, given the data point x1",
        "(..., d)",
        _given(conditional.score, "data_point"),
        needs=_INSIDE | {"independent"},
        takes=frozenset({"data_point"}),
    ),
    Quantity(
        "conditional_log_density",
        "log p_t(x | x1), given the data point x1",
        "(...)",
        _given(conditional.log_density, "data_point"),
        needs=_INSIDE | {"independent"},
        takes=frozenset({"data_point"}),
    ),
    Quantity(
        "velocity_from_source",
        "E[a'x0 + b'x1 | x_t = x, x0] = a'x0 + b'(x - a x0)/b, given the source point x0",
        "(..., d)",
        _given(conditional.velocity_from_source, "source_point"),
        rate=RATE,
        needs=_INSIDE,
        takes=frozenset({"source_point"}),
    ),
    Quantity(
        "class_velocity", "the velocity of the class: of the first component alone", "(..., d)", _of_class(mixture.drift), rate=RATE
    ),
    Quantity("class_score", "the score of the class: of the first component alone", "(..., d)", _of_class(mixture.score)),
    Quantity("class_denoiser", "E[x1 | x_t = x, class], the class the first component", "(..., d)", _of_class(mixture.denoiser)),
    Quantity(
        "classifier_gradient",
        "grad log p(class | x_t = x), the class the first component",
        "(..., d)",
        by.for_mixtures(_classifier),
    ),
    Quantity(
        "guided_velocity",
        "(1 - w) v + w v_c: v of the whole law, v_c of the class; v_c + w' (v_c - v) has w' = w - 1",
        "(..., d)",
        _guided(guidance.guided_velocity),
        rate=RATE,
        needs=_SEVERAL,
        takes=_SCALE,
    ),
    Quantity(
        "guided_score",
        "(1 - w) grad log p_t + w grad log p_t(. | c) = grad log p_t + w grad log p(c | x_t)",
        "(..., d)",
        _guided(guidance.guided_score),
        needs=_SEVERAL,
        takes=_SCALE,
    ),
    Quantity(
        "guided_denoiser",
        "(1 - w) E[x1 | x_t] + w E[x1 | x_t, c]",
        "(..., d)",
        _guided(guidance.guided_denoiser),
        needs=_SEVERAL,
        takes=_SCALE,
    ),
    Quantity(
        "posterior_velocity",
        "E[a'x0 + b'x1 | x_t = x, y], y = H x1 + noise N(0, R)",
        "(..., d)",
        _observed(observed.posterior_velocity),
        rate=RATE,
        takes=_SEEN,
    ),
    Quantity(
        "likelihood_score",
        "grad log p(y | x_t = x), y = H x1 + noise N(0, R)",
        "(..., d)",
        _observed(observed.likelihood_score),
        takes=_SEEN,
    ),
    Quantity(
        "dps_score",
        "(dD/dx)^T H^T R^-1 (y - H D): the likelihood score with Cov[x1 | x_t] taken for 0 (DPS)",
        "(..., d)",
        _observed(observed.dps_score),
        needs=_REGULAR,
        takes=_SEEN,
    ),
    Quantity(
        "pigdm_score",
        "(dD/dx)^T H^T (r^2 H H^T + R)^-1 (y - H D), r^2 = a^2/(a^2 + b^2) (PiGDM)",
        "(..., d)",
        _observed(observed.pigdm_score),
        needs=_REGULAR,
        takes=_SEEN,
    ),
    Quantity(
        "moment_matching_score",
        "(dD/dx)^T H^T (H Cov[x1 | x_t] H^T + R)^-1 (y - H D)",
        "(..., d)",
        _observed(observed.moment_matching_score),
        needs=_REGULAR,
        takes=_SEEN,
    ),
)
