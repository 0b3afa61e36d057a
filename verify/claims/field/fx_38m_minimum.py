"""Min-SNR weights of a network that predicts v."""

from analytic import weights
from analytic.arithmetic import Array, Law, Time
from analytic.path import trigonometric, variance_preserving
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import PAIR, PAIR_3D, along, timed, when
from verify.residuals.wrong import off
from verify.routes.targets import sizes

ENDS, G = when((PAIR, PAIR_3D), lambda t: 0 < t < 1), 5
REGIMES = timed((*along(ENDS, trigonometric), *along(ENDS, variance_preserving)))


def of_v(pair: Law, t: Time) -> Array:
    return weights.min_snr(pair.ar, pair.path, t, G, "v")


def slip(more: int, side: int, below: int) -> Formula:
    """min(SNR + more, g)/(SNR + below); the maximum for side -1."""
    snr: Formula = lambda pair, t: weights.snr(pair.ar, pair.path, t)  # noqa: E731
    return lambda pair, t: ((p := snr(pair, t) + more) + G - side * abs(p - G)) / (2 * (p - more + below))


def same_loss(formula: Formula, case: Case) -> Array:
    """What x_t leaves open of v, weighed, less min(SNR, g) times what it leaves of x1."""
    (a, b, _, _), left = case.law.path(case.ar, case.t), sizes(case.law, case.t)
    return left[3] * case.value(formula) - left[0] * (weights.snr(case.ar, case.law.path, case.t) if b * b < G * a * a else G)


claim = Claim(
    id="FX-38m",
    source="Hang et al. 2023, min-SNR weights; Salimans and Ho 2022, v",
    says="On paths with a^2 + b^2 = 1 the loss of v with the weight min(SNR, g)/(SNR + 1) is that of x1 with min(SNR, g); g = 5.",
    latex=r"\frac{\min(SNR,\gamma)}{SNR+1}\,|v-\hat v|^2=\min(SNR,\gamma)\,|x_1-\hat x_1|^2",
    formula=of_v,
    tests=identity(same_loss, REGIMES),
    near_misses={"SNR + 1": slip(1, 1, 1), "the larger": slip(0, -1, 1), "by SNR": slip(0, 1, 0), "off by 1e-9": off(of_v)},
)
