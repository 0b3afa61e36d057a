"""Conventions by name: each moves the law that its authors write down, and not a near miss."""

from fractions import Fraction as F
from typing import Any

import pytest

from tests.verify.derivations.test_conventions import forward
from verify import check
from verify.derivations.conventions import convention
from verify.derivations.coordinates import paths
from verify.derivations.coordinates.presets import PRESETS, declared

HALF = F(199, 20)


def linear(ar: Any, t: Any) -> Any:
    return 1 - t, t, 0 * t - 1, 0 * t + 1


def noise_at_1(ar: Any, t: Any) -> Any:
    return t, 1 - t, 0 * t + 1, 0 * t - 1


def shifted(ar: Any, t: Any, twice: bool = False) -> Any:
    """Applied twice, 3 is 9."""
    A = 9 if twice else 3
    s, ds = A * t / (1 + (A - 1) * t), A / (1 + (A - 1) * t) ** 2
    return s, 1 - s, ds, -ds


def edm(ar: Any, sigma: Any, scaled: bool = False) -> Any:
    """With the input scaled by c_in of sigma_data = 1 it is another sample."""
    if not scaled:
        return sigma, 0 * sigma + 1, 0 * sigma + 1, 0 * sigma
    c = 1 / ar.sqrt(1 + sigma * sigma)
    return sigma * c, c, c**3, -sigma * c**3


def ve(ar: Any, t: Any, root: bool = True) -> Any:
    """g^2 = d sigma^2/dt = 2 sigma^2 log(s_max/s_min); forgotten, sigma' is sigma."""
    sigma = ar.array(F(1, 100)) * ar.exp(t * ar.log(ar.array(5000)))
    return sigma, 0 * t + 1, sigma * (ar.log(ar.array(5000)) if root else 1), 0 * t


def vp(ar: Any, t: Any, half: bool = True) -> Any:
    """alpha = exp(-int beta/2), not exp(-int beta)."""
    B, beta = ar.array(F(1, 10)) * t + ar.array(HALF) * t * t, ar.array(F(1, 10)) + ar.array(2 * HALF) * t
    b = ar.exp(-B / 2) if half else ar.exp(-B)
    a = ar.sqrt(1 - b * b)
    db = -b * beta / 2 if half else -b * beta
    return a, b, -b * db / a, db


def cosine(ar: Any, t: Any, half: bool = True) -> Any:
    h = ar.pi() / 2 if half else ar.pi()
    return ar.sin(h * t), ar.cos(h * t), h * ar.cos(h * t), -h * ar.sin(h * t)


AS_WRITTEN: dict[str, tuple[Any, Any]] = {
    "flow matching": (linear, noise_at_1),
    "noise at 1": (noise_at_1, linear),
    "meanflow": (noise_at_1, linear),
    "pi0": (linear, noise_at_1),
    "shifted": (shifted, lambda ar, t: shifted(ar, t, twice=True)),
    "edm": (edm, lambda ar, t: edm(ar, t, scaled=True)),
    "ve": (ve, lambda ar, t: ve(ar, t, root=False)),
    "vp": (vp, lambda ar, t: vp(ar, t, half=False)),
    "ddpm": (vp, lambda ar, t: vp(ar, t, half=False)),
    "cosine": (cosine, lambda ar, t: cosine(ar, t, half=False)),
}


@pytest.mark.parametrize("name", PRESETS)
def test_each_is_what_its_authors_write(name: str) -> None:
    right, wrong = AS_WRITTEN[name]
    assert check(forward(right), "velocity", convention=name, budget=8).verdict in ("PROVED", "AGREES")
    assert check(forward(wrong), "velocity", convention=name, budget=2).verdict == "REFUTED"


def test_parameters_and_options_go_before_the_name() -> None:
    assert convention("vp(1/5, 10)").path == "vp(1/5, 10)" and convention("vp(1/5, 10)").swapped
    assert not convention("vp", ends="x1 is data").swapped
    assert convention("edm").time == paths.PATHS["edm"].time
    assert convention("noise at 1", time=(1000, 0)).time == (1000, 0)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("emd", "did you mean 'edm'"),
        ("ours", "use one of 'flow matching'"),
        ("meanflow(3)", "has no parameters"),
    ],
)
def test_what_is_no_convention(name: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        declared(name)
