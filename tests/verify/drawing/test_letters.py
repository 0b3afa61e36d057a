"""Letters typed in prose become those of a formula; words, names and code stay."""

import pytest

from verify.drawing.letters import prose, raised


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("A_k at x_t", "A<sub>k</sub> at x<sub>t</sub>"),
        ("M^1/2 R, S_k^-1", "M<sup>1/2</sup> R, S<sub>k</sub><sup>−1</sup>"),
        ("within C (1 - gamma_k) of A_k", "within C (1 - γ<sub>k</sub>) of A<sub>k</sub>"),
        ("(1 - t)^2 Sigma_0, 10^-4, A(t)^T", "(1 - t)<sup>2</sup> Σ<sub>0</sub>, 10<sup>−4</sup>, A(t)<sup>T</sup>"),
        ("p(x)^(1 - w) p(x|c)^w", "p(x)<sup>1 − w</sup> p(x|c)<sup>w</sup>"),
        ("J_do, sigma, u_theta", "J<sub>do</sub>, σ, u<sub>θ</sub>"),
        ("rd_step, file_name, mixture.pi, pi0, a < b", "rd_step, file_name, mixture.pi, pi0, a &lt; b"),
        ("falls as h^1.0000; as h^2.", "falls as h<sup>1.0000</sup>; as h<sup>2</sup>."),
    ],
)
def test_letters(typed: str, shown: str) -> None:
    assert raised(typed) == shown


def test_code_stays() -> None:
    assert prose("`x_t` is x_t") == "<code>x_t</code> is x<sub>t</sub>"
