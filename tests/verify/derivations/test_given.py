"""Arguments that are quantities: known by name or declared, fed exactly, in the author's coordinates."""

from typing import Any

import numpy as np
import pytest

from verify import as_derivation, check
from verify.derivations.conventions import convention
from verify.derivations.quantities import QUANTITIES
from verify.derivations.stating.given_names import AMBIGUOUS, KNOWN, known

GOOD = ("PROVED", "AGREES")


def clean_from_velocity(law: Any, t: Any, x: Any, v: Any) -> Any:
    return x + (1 - t) * v


def clean_from_v(law: Any, t: Any, x: Any, v_prediction: Any, alpha: Any, sigma: Any) -> Any:
    return alpha * x - sigma * v_prediction


def clean_from_v_added(law: Any, t: Any, x: Any, v_prediction: Any, alpha: Any, sigma: Any) -> Any:
    return alpha * x + sigma * v_prediction


def score_from_clean(law: Any, t: Any, x: Any, denoised: Any) -> Any:
    return (denoised - x) / t**2


def velocity_from_score(law: Any, t: Any, x: Any, score: Any, alpha: Any, sigma: Any, dalpha: Any, dsigma: Any) -> Any:
    return dalpha / alpha * x + (dalpha / alpha * sigma**2 - sigma * dsigma) * score


STANDARD = "standard source"


@pytest.mark.parametrize(
    ("formula", "of", "options"),
    [
        (clean_from_velocity, "denoiser", {}),
        (clean_from_v, "denoiser", {"convention": "vp", "assume": STANDARD}),
        (score_from_clean, "score", {"convention": "edm", "assume": STANDARD}),
        (velocity_from_score, "velocity", {"convention": "cosine", "assume": STANDARD}),
        (velocity_from_score, "velocity", {"time": (1000, 0), "assume": STANDARD}),
    ],
)
def test_right_in_the_coordinates_of_its_author(formula: Any, of: str, options: Any) -> None:
    assert check(formula, of, budget=10, **options).verdict in GOOD


@pytest.mark.parametrize(
    ("formula", "of", "options"),
    [
        (clean_from_velocity, "denoiser", {"convention": "noise at 1"}),
        (clean_from_v_added, "denoiser", {"convention": "vp", "assume": STANDARD}),
        (score_from_clean, "score", {"convention": "vp", "assume": STANDARD}),
        (velocity_from_score, "velocity", {"convention": "cosine"}),
    ],
)
def test_wrong_in_others(formula: Any, of: str, options: Any) -> None:
    assert check(formula, of, budget=2, **options).verdict == "REFUTED"


def test_declared_names_go_before_known_ones() -> None:
    def clean(law: Any, t: Any, x: Any, out: Any) -> Any:
        return x + (1 - t) * out

    assert check(clean, "denoiser", given={"out": "velocity"}, budget=5).verdict in GOOD
    assert check(clean, "denoiser", given={"out": "noise"}, budget=2).verdict == "REFUTED"


@pytest.mark.parametrize(
    ("names", "options", "said"),
    [
        ("out", {}, "out is no known quantity"),
        ("scor", {}, "known: score"),
        ("s", {}, "s may be score or the source"),
        ("v", {"convention": "vp"}, "v may be velocity or v_prediction"),
        ("lambda_t", {}, "lambda_t may be log_snr or half of it"),
        ("denoiser", {}, "that would prove nothing"),
        ("out", {"given": {"out": "denoiser"}}, "that would prove nothing"),
        ("out", {"given": {"out": "velocty"}}, "did you mean velocity"),
    ],
)
def test_what_is_not_known_is_said_with_what_to_write(names: str, options: Any, said: str) -> None:
    formula = eval(f"lambda law, t, x, {names}: x")
    with pytest.raises((TypeError, KeyError), match=said):
        as_derivation(formula, "denoiser", **options)


@pytest.mark.parametrize(
    ("names", "of", "said"),
    [
        ("h, dt", "euler_step", "h and dt may both be the time_step"),
        ("x_s, x_prev", "step_log_probability", "may both be the next_point"),
        ("velocity, score, sigma_t", "sde_drift", "sigma_t may be sigma or noise_level"),
        ("velocity, g, h, eps", "euler_maruyama_step", "eps may be noise or standard_normal"),
        ("s, g", "euler_maruyama_mean", "s may be score or the source"),
    ],
)
def test_a_name_that_may_be_an_operand_is_never_guessed(names: str, of: str, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        as_derivation(eval(f"lambda law, t, x, {names}: x"), of)


@pytest.mark.parametrize(
    ("names", "of", "found"),
    [
        ("y, x, H, R", "posterior_velocity", {"y": "observation", "H": "observation_matrix", "R": "observation_covariance"}),
        ("x, z, eps, h, g", "euler_maruyama_step", {"z": "standard_normal", "eps": "noise", "h": "time_step", "g": "noise_level"}),
        ("x, noise, h, g", "euler_maruyama_step", {"noise": "standard_normal", "h": "time_step", "g": "noise_level"}),
        ("x, sigma_t, g", "sde_drift", {"sigma_t": "sigma", "g": "noise_level"}),
        ("x, s", "euler_step", {"s": "other_time"}),
    ],
)
def test_which_names_are_operands(names: str, of: str, found: dict[str, str]) -> None:
    d = as_derivation(eval(f"lambda {names}: x"), of)
    assert dict(d.given) == found


def test_what_may_be_the_point_is_an_operand_beside_it_only() -> None:
    assert dict(as_derivation(lambda z, noise, h, g: z, "euler_maruyama_step").given)["noise"] == "standard_normal"
    assert "y" not in dict(as_derivation(lambda y, obs, velocity: y, "posterior_velocity").given)
    assert dict(as_derivation(lambda v, y, H: v, "posterior_velocity").given)["y"] == "observation"


def test_a_step_may_be_given_all_but_the_point() -> None:
    def step(mean: Any, dt: Any, g: Any, z: Any) -> Any:
        return mean + g * dt**0.5 * z

    way: dict[str, Any] = {"assume": "0<t<1", "given": {"mean": "euler_maruyama_mean"}}
    assert check(step, "euler_maruyama_step", **way).verdict == "AGREES"
    assert check(lambda mean, dt, g, z: step(mean, dt, g, z * z), "euler_maruyama_step", **way).verdict == "REFUTED"


def test_the_consistency_function_ends_where_the_path_has_rates() -> None:
    with pytest.raises(ValueError, match="ends at the data, where path='vp' has no rates"):
        as_derivation(lambda x: x, "consistency", "gaussian", convention="vp")
    with pytest.raises(ValueError, match="does not grow"):
        as_derivation(lambda t: t, "jump_rate", convention="edm")


def test_what_a_letter_means_follows_the_ends() -> None:
    theirs, ours = convention("noise at 1"), convention()
    assert (known("x0_pred", theirs), known("x0_pred", ours)) == ("denoiser", "noise")
    assert (known("pred_x1", theirs), known("x_1_hat", ours)) == ("noise", "denoiser")
    assert known("sigma", ours) == "" and known("sigma", ours, ["alpha", "sigma"]) == "sigma"


def test_every_known_name_means_one_quantity() -> None:
    names = [name for group in KNOWN.values() for name in group]
    assert len(names) == len(set(names)) and not set(names) & set(AMBIGUOUS) and KNOWN.keys() <= QUANTITIES.keys()


def test_plain_functions_are_given_the_same() -> None:
    """In every shape in which times come; one that takes no parameters of the law assumes nothing of it."""

    def clean(x: Any, eps: Any, alpha: Any, sigma: Any) -> Any:
        return (x - sigma * eps) / alpha

    def clean_wrong(x: Any, eps: Any, alpha: Any, sigma: Any) -> Any:
        return (x + sigma * eps) / alpha

    def in_columns(x: Any, t: Any, v: Any) -> Any:
        return x + (1 - t[:, None]) * v

    def by_noise_level(x: Any, sigma: Any, denoised: Any) -> Any:
        return (denoised - x) / sigma**2

    assert check(clean, "denoiser", convention="vp").verdict == "AGREES"
    assert check(clean_wrong, "denoiser", convention="vp", budget=2).verdict == "REFUTED"
    assert check(in_columns, "denoiser").verdict == "AGREES"
    assert check(by_noise_level, "score", convention="edm").verdict == "AGREES"
    assert check(by_noise_level, "score", path="edm", ends="x0 is data", budget=2).verdict == "REFUTED"


@pytest.mark.parametrize(
    ("formula", "options", "assumed"),
    [
        (lambda x, sigma, denoised: x, {"convention": "edm"}, True),
        (lambda x, sigma, denoised: x, {"path": "edm", "ends": "x0 is data"}, False),
        (lambda x, t, velocity: x, {"convention": "noise at 1"}, True),
        (lambda x, t, velocity: x, {"convention": "meanflow"}, False),
        (lambda x, t, velocity: x, {}, False),
        (lambda x, sigma, denoised, mean1, cov1: x, {"convention": "edm"}, False),
        (lambda law, t, x, denoised: x, {"convention": "edm"}, False),
        (lambda x, sigma, denoised: x, {"convention": "edm", "assume": "centred source"}, False),
        (lambda x, sigma, denoised: x, {"convention": "edm", "assume": "t>0"}, True),
    ],
)
def test_what_a_convention_calls_noise_is_standard_unless_the_source_is_asked_for(
    formula: Any, options: dict[str, Any], assumed: bool
) -> None:
    """A path says nothing of the source; a function of the law has it. Where x0 is the data, mean1 and cov1 are the source's."""
    assert (STANDARD in as_derivation(formula, "score", **options).needs) == assumed


def test_the_letters_of_ddpm() -> None:
    """alpha_bar is alpha^2; the near misses leave out a root, and take alpha_bar for the alpha of a step."""

    def score(x: Any, eps: Any, alpha_bar: Any) -> Any:
        return -eps / (1 - alpha_bar) ** 0.5

    def score_wrong(x: Any, eps: Any, alpha_bar: Any) -> Any:
        return -eps / (1 - alpha_bar)

    def step(x: Any, x0: Any, alphas_cumprod: Any, alphas_cumprod_prev: Any) -> Any:
        one = alphas_cumprod / alphas_cumprod_prev
        clean, noised = alphas_cumprod_prev**0.5 * (1 - one), one**0.5 * (1 - alphas_cumprod_prev)
        return (clean * x0 + noised * x) / (1 - alphas_cumprod)

    def step_wrong(x: Any, x0: Any, alpha_prod_t: Any, alpha_prod_t_prev: Any) -> Any:
        clean, noised = alpha_prod_t_prev**0.5 * (1 - alpha_prod_t), alpha_prod_t**0.5 * (1 - alpha_prod_t_prev)
        return (clean * x0 + noised * x) / (1 - alpha_prod_t)

    way: dict[str, Any] = {"convention": "ddpm"}
    assert check(score, "score", **way).verdict == "AGREES"
    assert check(score_wrong, "score", budget=2, **way).verdict == "REFUTED"
    assert check(step, "posterior_step_mean", **way).verdict == "AGREES"
    assert check(step_wrong, "posterior_step_mean", budget=2, **way).verdict == "REFUTED"


def test_a_schedule_alone_needs_neither_law_nor_point() -> None:
    def scale(t: Any) -> Any:
        return np.cos(np.pi * t / 2)

    assert check(scale, "alpha", convention="cosine").verdict == "AGREES"
    assert check(scale, "alpha", convention="vp", budget=2).verdict == "REFUTED"


def test_a_given_name_must_be_an_argument() -> None:
    with pytest.raises(TypeError, match="no argument of that name"):
        as_derivation(lambda x, t, v: x, "denoiser", given={"w": "velocity"})


def test_what_is_wrong_with_what_is_given_is_named() -> None:
    def scaled(x: Any, t: Any, score: Any) -> Any:
        return 2 * score + 0 * x

    def added(law: Any, t: Any, x: Any, v: Any) -> Any:
        return x + t * v

    answer = check(scaled, "noise", assume=("standard source", "t<1"))
    assert answer.diagnosis and "-2/(1 - t) times the noise prediction" in answer.diagnosis.words
    answer = check(added, "denoiser")
    assert answer.diagnosis and "times the velocity" in answer.diagnosis.words


def test_what_is_zero_over_zero_at_an_end_of_time_is_not_wrong() -> None:
    """alpha is 0 at t = 1, and so is what it divides: there is no value there, and no fault."""

    def velocity(x: Any, score: Any, alpha: Any, sigma: Any, dalpha: Any, dsigma: Any) -> Any:
        return dalpha / alpha * x + (dalpha / alpha * sigma**2 - sigma * dsigma) * score

    def twice(x: Any, score: Any, alpha: Any, sigma: Any, dalpha: Any, dsigma: Any) -> Any:
        return dalpha / alpha * x + (dalpha / alpha * sigma**2 - sigma * dsigma) * 2 * score

    assert check(velocity, "velocity", convention="cosine").verdict == "AGREES"
    assert check(twice, "velocity", convention="cosine", budget=2).verdict == "REFUTED"


def test_an_ambiguous_argument_of_a_plain_function_is_declared_too() -> None:
    with pytest.raises(TypeError, match="v may be velocity or v_prediction: declare it, given="):
        as_derivation(lambda x, t, v: x, "denoiser", convention="vp")
    with pytest.raises(ValueError, match="declare ends='x0 is data'"):
        as_derivation(lambda x, t, v: x, "denoiser", assume="x0 is data")


def hessian_on_a_path(x: Any, alpha_t: Any, sigma_t: Any, mu: Any, Sigma: Any) -> Any:
    """Of one component, its source N(0, I)."""
    return -np.linalg.inv(alpha_t**2 * Sigma + sigma_t**2 * np.eye(len(x)))


def test_scales_of_a_path_tell_nothing_of_the_law() -> None:
    """What a function leaves out it assumes, though it is given alpha and sigma; a score may hold all of it."""
    d = as_derivation(hessian_on_a_path, "score_jacobian", convention="vp", assume=("regular", "K=1"))
    assert "standard source" in d.needs
    assert check(hessian_on_a_path, "score_jacobian", convention="vp", assume=("regular", "K=1"), budget=10).verdict in GOOD
    assert "standard source" not in as_derivation(lambda x, t, score, alpha_t: score, "velocity", path="vp").needs
