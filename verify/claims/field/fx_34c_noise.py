"""The noise of MeanFlow's regression target."""

from analytic import two_times
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes.two_times import DRAWN, PLACES
from verify.residuals.two_times import noisy, target_spread
from verify.residuals.wrong import halved, off


def noise(law: Law, t: Time, x: Points) -> Array:
    """From t to s = 0."""
    return two_times.target_covariance(law, 0, t, x)


def carried(law: Law, t: Time, x: Points, back: bool = True) -> Array:
    """D^T C D, or with D the Jacobian from s to t."""
    C, y = two_times.target_covariance(law, t, t, x), two_times.flow_map(law, t, 0, x)
    D = two_times.flow_jacobian(law, t, 0, x).swapaxes(-1, -2) if back else two_times.flow_jacobian(law, 0, t, y)
    return law.ar.einsum("nij,njk,nlk->nil", D, C, D)


claim = Claim(
    id="FX-34c",
    source="derived here; Geng et al. 2025 for the target",
    says="MeanFlow's regression target has the noise of flow matching's target, carried by the flow from t to s.",
    latex=r"\mathrm{Cov}[\mathrm{target}\mid x_t]=(D\phi_{t\to s})\,\mathrm{Cov}[\dot x_t\mid x_t]\,(D\phi_{t\to s})^T",
    formula=noise,
    tests=(*identity(noisy, (*DRAWN[:1], *PLACES)), *sampling(target_spread, DRAWN, 20_000)),
    near_misses={
        "flow matching's": lambda law, t, x: two_times.target_covariance(law, t, t, x),
        "half": halved(noise),
        "carried the other way": lambda law, t, x: carried(law, t, x, False),
        "Jacobian transposed": NearMiss(carried, ("sampling",)),
        "off by 1e-9": NearMiss(off(noise), ("sampling",)),
    },
    note="Between N(0, 1) and N(0, 1), at t = 1/2 and s = 0, it is 4, twice flow matching's 2.",
)
