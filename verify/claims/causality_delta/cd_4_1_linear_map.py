"""Section 4.1: the conditional mean of x = A z~ given x_t = (1 - t) z + t x."""

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity, sampling
from verify.regimes import LINEAR, symbolic_independent
from verify.residuals import equals
from verify.residuals.wrong import off, reversed_time
from verify.routes.conditional import ends


def posterior_by_prior(pair: Law, t: Time, x: Points) -> Array:
    """t (A A^T) ((1 - t) I + t A A^T)^-1 x: standard deviations for variances."""
    S = (1 - t) * pair.S0 + t * pair.S1
    return t * pair.ar.einsum("ij,...j->...i", pair.S1, pair.ar.solve(S, x))


claim = Claim(
    id="CD-4.1",
    source="Causality-Delta, 4.1 and B.1",
    says="With x = A z~ the best guess of x from x_t = (1 - t) z + t x is a matrix times x_t.",
    latex=r"\mathrm{E}[x\mid x_t]=t\,AA^T\left((1-t)^2I+t^2AA^T\right)^{-1}x_t",
    formula=gaussian.denoiser,
    tests=(
        *identity(equals(lambda *at: ends(*at)[1]), LINEAR, (symbolic_independent(1), symbolic_independent(2))),
        *sampling(lambda draw: draw.x1, (LINEAR[0], LINEAR[3]), 20_000),
    ),
    near_misses={
        "weights not squared": posterior_by_prior,
        "time reversed": reversed_time(gaussian.denoiser),
        "mean of z instead": gaussian.noise,
        "off by 1e-9": off(gaussian.denoiser),
    },
    note="t = 1 needs A invertible: see CD-4.1e.",
)
