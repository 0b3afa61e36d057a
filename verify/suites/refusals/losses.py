"""Doors of the weights of losses, of likelihoods and of straightness."""

from typing import Any

from analytic import gaussian, likelihood, path, straightness, weights
from analytic.arithmetic import Arithmetic
from verify.suites.refusals.door import ALL, VALUES, Door
from verify.suites.refusals.formulas import ENDS, INNER, X, _apart, _joined
from verify.suites.refusals.laws import H, I, S


def _along(ar: Arithmetic, way: path.Path) -> gaussian.Pair:
    return gaussian.independent(ar, [0, 0], I, [1, 2], S, way)


def _slowing(rate: Any) -> path.Path:
    """a = b = t, a' = `rate` and b' = 1."""
    return lambda ar, t: (t, t, ar.array(rate) + 0 * t, 1 + 0 * t)


DOORS = (
    Door("weights.weight: a prediction by its name", lambda ar, v: weights.weight(ar, path.linear, H, v, "data"), "v", "u",
         "of 'u' is not known", ALL),
    Door("weights.weight: to a prediction by its name", lambda ar, v: weights.weight(ar, path.linear, H, "data", v), "v", "u",
         "to 'u' is not known", ALL),
    Door("weights.weight: where the noise is not known", lambda ar, v: weights.weight(ar, path.linear, v, "data", "noise"), ENDS, 0,
         "an error of noise is zero here", VALUES),
    Door("weights.snr: before the end", lambda ar, v: weights.snr(ar, path.linear, v), INNER, 1, "x_t does not know the noise",
         VALUES),
    Door("weights.min_snr: a positive bound", lambda ar, v: weights.min_snr(ar, path.linear, H, v, "v"), ENDS, 0, "g = 0", VALUES),
    Door("weights.log_snr_weight: SNR moves", lambda ar, v: weights.log_snr_weight(ar, _slowing(v), H, "v"), INNER, 1,
         "SNR does not change here", VALUES),
    Door("weights.time_density: a positive width", lambda ar, v: weights.time_density(ar, v, 1, H), ENDS, 0, "s0 = 0", VALUES),
    Door("weights.least_noise: two of them", lambda ar, v: weights.least_noise(ar, 1, v), ENDS, 0, "s1 = 0", VALUES),
    Door("weights.adaptive_gradient: c is not negative", lambda ar, v: weights.adaptive_gradient(ar, [[1, 0]], v, 1), 0, -ENDS,
         "c = -", VALUES),
    Door("weights.adaptive_gradient: a finite weight", lambda ar, v: weights.adaptive_gradient(ar, [[0, 0]], v, 1), ENDS, 0,
         "take c > 0", VALUES),
    Door("weights.adaptive_gradient: errors in rows", lambda ar, v: weights.adaptive_gradient(ar, v, 1, 1), [1], 1,
         "errors in rows", ALL),
    Door("likelihood.density_rate_by_score: independent ends", lambda ar, v: likelihood.density_rate_by_score(v(ar), H, X), _apart,
         _joined, "use density_rate", ("float64", "torch")),
    Door("likelihood.density_rate_by_score: after the start", lambda ar, v: likelihood.density_rate_by_score(_apart(ar), v, X),
         ENDS, 0, "take t > 0", VALUES),
    Door("likelihood.log_det: one time each", lambda ar, v: likelihood.log_det(_apart(ar), 0, v, X), 1, 1 + ENDS, "outside [0, 1]",
         VALUES),
    Door("likelihood.bits_per_dimension: a bin", lambda ar, v: likelihood.bits_per_dimension(ar, 0, 1, v), ENDS, 0, "width = 0",
         VALUES),
    Door("likelihood.bits_per_dimension: a dimension", lambda ar, v: likelihood.bits_per_dimension(ar, 0, v, 1), 1, 0, "d = 0",
         VALUES),
    Door("straightness.acceleration: the linear path", lambda ar, v: straightness.acceleration(_along(ar, v), H, X), path.linear,
         path.trigonometric, "not the linear one", VALUES),
    Door("straightness.mean_square: the linear path", lambda ar, v: straightness.mean_square(_along(ar, v), H), path.linear,
         path.trigonometric, "not the linear one", VALUES),
    Door("straightness.bending_energy: a positive width", lambda ar, v: straightness.bending_energy(ar, 1, v), ENDS, 0, "s1 = 0",
         VALUES),
    Door("straightness.length: a positive width", lambda ar, v: straightness.length(ar, v, 1), ENDS, 0, "s0 = 0", VALUES),
)  # fmt: skip
