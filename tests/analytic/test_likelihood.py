"""Likelihoods against SciPy's densities, differences of flow maps and of densities, counted bins; the door."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from analytic import arithmetic, gaussian, likelihood, line, mixture
from analytic.path import trigonometric, variance_preserving

AR = arithmetic.float64()
X = np.array([[0.6, 0.4], [-1.0, 2.0]])
ENDS: dict[str, Any] = {
    "mean0": [0.5, -1.0],
    "cov0": [[1.0, 0.0], [0.0, 4.0]],
    "mean1": [1.0, 2.0],
    "cov1": [[2.0, 1.0], [1.0, 2.0]],
}
ON_LINE: dict[str, Any] = {"weights": [0.5, 0.5], "means": [[-1], [2]], "covs": [[[0.5]], [[1.5]]], "mean0": [0.5], "cov0": [[2.0]]}
PLANE: dict[str, Any] = {"weights": [0.25, 0.75], "means": [[1, 0], [-1, 2]], "covs": [[[2, 0.5], [0.5, 1]], [[1, 0], [0, 0.25]]]}


def test_the_likelihood_is_that_of_the_data() -> None:
    pair, mix = gaussian.independent(AR, **ENDS), mixture.mixture(AR, **ON_LINE)
    assert likelihood.log_likelihood(pair, X) == pytest.approx(multivariate_normal(ENDS["mean1"], ENDS["cov1"]).logpdf(X))
    both = [norm(m, v**0.5).pdf(0.3) for m, v in ((-1, 0.5), (2, 1.5))]
    assert likelihood.log_likelihood(mix, [[0.3]]) == pytest.approx(np.log(np.mean(both)))


def test_determinants_of_affine_flows() -> None:
    pair = gaussian.independent(AR, **ENDS)
    for s, t in ((0, 1), (1, 0), (0.25, 0.75)):
        M = (gaussian.flow(pair, s, t, np.eye(2)) - gaussian.flow(pair, s, t, np.zeros((1, 2)))).T
        assert likelihood.log_det(pair, s, t, X) == pytest.approx(np.full(2, np.log(np.linalg.det(M))))


def test_of_a_coupling_without_a_closed_flow_by_the_midpoint_rule() -> None:
    pair = gaussian.joint(AR, **ENDS, cross=[[0.5, 0.3], [-0.5, 0.25]])
    times = (np.arange(200) + 0.5) / 400
    steps = sum(gaussian.divergence(pair, t, X[0]) for t in times) / 400
    assert likelihood.log_det(pair, 0, 0.5, X[0]) == pytest.approx(steps, rel=1e-4)


def test_determinants_on_a_line_are_slopes_of_the_flow() -> None:
    mix, h = mixture.mixture(AR, **ON_LINE), 1e-5
    for s, t in ((0, 1), (1, 0.25), (0.5, 0)):
        up, down = (line.flow_map(mix, s, t, [[0.3 + e]]) for e in (h, -h))
        assert np.exp(likelihood.log_det(mix, s, t, [[0.3]])) == pytest.approx((up - down)[0] / (2 * h), rel=1e-7)


@pytest.mark.parametrize("path", [None, trigonometric, variance_preserving])
def test_rates_are_differences_of_the_log_density(path: Any) -> None:
    kind = {} if path is None else {"path": path}
    mix = mixture.mixture(AR, **PLANE, mean0=[0.5, -1.0], cov0=[[2.0, 1.0], [1.0, 3.0]], **kind)
    pair, h = gaussian.independent(AR, **ENDS, **kind), 1e-5
    for law, of in ((mix, mixture), (pair, gaussian)):
        slope = (of.log_density(law, 0.4 + h, X) - of.log_density(law, 0.4 - h, X)) / (2 * h)
        assert likelihood.density_rate(law, 0.4, X) == pytest.approx(slope, rel=1e-7)
        assert likelihood.density_rate_by_score(law, 0.4, X) == pytest.approx(slope, rel=1e-7)


def test_bits_of_uniform_pixels() -> None:
    """A uniform density over 256 bins says 8 bits a pixel, in whatever units."""
    for low, high in ((0, 1), (-1, 1), (0, 256)):
        log_p = -3 * np.log(high - low)
        assert likelihood.bits_per_dimension(AR, log_p, 3, (high - low) / 256) == pytest.approx(8)


def test_at_the_door() -> None:
    pair = gaussian.joint(AR, **ENDS, cross=[[0.5, 0.0], [0.0, 0.25]])
    with pytest.raises(ValueError, match="use density_rate"):
        likelihood.density_rate_by_score(pair, 0.5, X)
    with pytest.raises(ValueError, match="take t > 0"):
        likelihood.density_rate_by_score(gaussian.independent(AR, **ENDS), 0, X)
    with pytest.raises(ValueError, match="this mixture has d = 2"):
        likelihood.log_det(mixture.mixture(AR, **PLANE), 0, 1, X)
    with pytest.raises(ValueError, match="width = 0"):
        likelihood.bits_per_dimension(AR, 0, 1, 0)
    with pytest.raises(ValueError, match="d = 0"):
        likelihood.bits_per_dimension(AR, 0, 0, 1)
