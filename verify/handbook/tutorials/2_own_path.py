"""A path and a time of your own."""

# Many models run from data to noise, and on other schedules than the straight one. Nothing has to be rewritten: say what a and b of
# x_t = a x0 + b x1 are. Their rates are derived, so a formula that needs them takes them from nowhere else.

import driftproof


def path(t):
    return 1 - t, t**2


def score(t, x, mean0, var0, mean1, var1):
    a, b = path(t)
    return -(x - a * mean0 - b * mean1) / (a**2 * var0 + b**2 * var1)


print(driftproof.check(score, of="score", law="gaussian", assume=("independent", "d=1"), path=path).verdict)
#: AGREES

# A named convention says direction, clock and path at once, and that what it calls noise is N(0, I). In EDM's the data are x0,
# their time is the noise level sigma, and the denoiser gives the score. The prediction is an argument: it is fed exactly.


def from_denoiser(x, sigma, denoised):
    return (denoised - x) / sigma**2


def from_denoiser_with_sigma(x, sigma, denoised):
    return (denoised - x) / sigma


for formula in (from_denoiser, from_denoiser_with_sigma):
    print(formula.__name__, driftproof.check(formula, of="score", convention="edm").verdict)
#: from_denoiser AGREES
#: from_denoiser_with_sigma REFUTED

# The second is sigma times the score, which is minus the noise prediction. `driftproof list conventions` names all presets.
