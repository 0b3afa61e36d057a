"""Eq. (1): the best field in mean square is the conditional mean of x1 - x0, for mixtures and for any Gaussian coupling."""

from analytic._laws import closed_forms
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, Test, sampling
from verify.regimes import INTEGRATED, PAIR, PAIR_CORRELATED, SAMPLED
from verify.residuals import equals
from verify.residuals.wrong import halved, off, reversed_time, target_only
from verify.routes.line_moments import drift_by_quadrature


def field(law: Law, t: Time, x: Points) -> Array:
    return closed_forms(law).drift(law, t, x)


def denoiser(law: Law, t: Time, x: Points) -> Array:
    return closed_forms(law).denoiser(law, t, x)


claim = Claim(
    id="CD-3.1",
    source="Causality-Delta, 3.1, Eq. (1)",
    says="The field that predicts x1 - x0 from x_t with the least squared error is the conditional mean of x1 - x0 given x_t.",
    latex=r"u(x,t)=\mathrm{E}[x_1-x_0\mid x_t=x]",
    formula=field,
    tests=(
        *sampling(lambda draw: draw.velocity, (*SAMPLED, PAIR, PAIR_CORRELATED), 20_000),
        Test("balls", equals(drift_by_quadrature), INTEGRATED),
    ),
    near_misses={
        "only x1 conditioned": target_only(denoiser),
        "halved": halved(field),
        "time reversed": reversed_time(field),
        "off by 1e-9": NearMiss(off(field), ("sampling",)),
    },
)
