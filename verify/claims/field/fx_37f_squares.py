"""What DPS takes for the score of the likelihood."""

from analytic import mixture, observed
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes.observed import OBSERVED_INSIDE
from verify.residuals.wrong import halved, negated, off


def score(law: Law, t: Time, x: Points) -> Array:
    return observed.dps_score(law.mix, law.H, law.R, law.y, t, x)


def squares(law: Law, t: Time, x: Points) -> Array:
    """-(y - H D)^T R^-1 (y - H D)/2."""
    ar, D = law.ar, mixture.denoiser(law.mix, t, x)
    e = law.y - ar.einsum("pi,...i->...p", law.H, D)
    return -ar.einsum("...p,...p->...", ar.solve(law.R, e), e) / 2


claim = Claim(
    id="FX-37f",
    source="Chung et al. 2023, DPS",
    says="DPS follows the gradient of the squared residual of the denoised point, weighed by the inverse covariance of the noise.",
    latex=r"\nabla_x\left(-\frac{1}{2}(y-HD)^TR^{-1}(y-HD)\right)=(\partial D/\partial x)^TH^TR^{-1}(y-HD)",
    formula=score,
    tests=derivative(squares, OBSERVED_INSIDE[:2], kinds=("rate",)),
    near_misses={"sign": negated(score), "half": halved(score), "off by 1e-9": off(score)},
)
