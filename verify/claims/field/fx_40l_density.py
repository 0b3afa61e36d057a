"""The conditional densities, given one end or both."""

from analytic import conditional, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.given_ends import BETWEEN, GIVEN
from verify.residuals import equals
from verify.residuals.given_ends import as_point, at_data, between
from verify.residuals.wrong import off


def log_density(law: Law, t: Time, x: Points) -> Array:
    one = isinstance(law, mixture.Mixture)
    return (at_data(conditional.log_density) if one else between(conditional.bridge_log_density))(law, t, x)


def without_volume(law: Law, t: Time, x: Points) -> Array:
    """log det of S0, or of I, alone."""
    point = as_point(law, t)
    return log_density(law, t, x) + x.shape[-1] * law.ar.log(point.path(law.ar, t)[0])


claim = Claim(
    id="FX-40l",
    source="Lipman et al. 2023; Tong et al. 2023",
    says="Given x1, x_t is N(a m0 + b x1, a^2 S0); given both ends and noise at the level g it is N(a x0 + b x1, g^2 I).",
    latex=r"p_t(x|x_1)=N(x;am_0+bx_1,a^2S_0),\quad p_t(x|x_0,x_1)=N(x;ax_0+bx_1,g^2I)",
    formula=log_density,
    tests=identity(equals(lambda law, t, x: mixture.log_density(as_point(law, t), t, x)), (*GIVEN, *BETWEEN)),
    near_misses={
        "the volume of the path forgotten": without_volume,
        "a for a^2": lambda law, t, x: (log_density(law, t, x) + without_volume(law, t, x)) / 2,
        "off by 1e-9": off(log_density),
    },
)
