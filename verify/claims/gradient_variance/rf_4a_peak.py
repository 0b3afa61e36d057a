"""Where the variance of independent Gaussian ends peaks: at a time inside, near 1 only for data much narrower than the noise."""

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.claims.gradient_variance.rf_4_peak import inside, residual
from verify.regimes.couplings import WIDTHS


def mirrored(pair: Law, t: Time, x: Points) -> tuple[Array, Array]:
    peak, top = inside(pair, t, x)
    return 1 - peak, top


def middle(pair: Law, t: Time, x: Points) -> tuple[Array, Array]:
    return (0 * inside(pair, t, x)[0] + 1) / 2, inside(pair, t, x)[1]


def doubled(pair: Law, t: Time, x: Points) -> tuple[Array, Array]:
    peak, top = inside(pair, t, x)
    return peak, top * (1 + 1 / pair.ar.array(10**9))


claim = Claim(
    id="RF-4a",
    source="derived here; amends Gradient Variance, key results",
    says="Between independent Gaussians Var[x1 - x0 | x_t] peaks at s0^2/(s0^2 + s1^2): late for narrow data, early for wide.",
    latex=r"t^*=\frac{s_0^2}{s_0^2+s_1^2},\quad\mathrm{Var}(x_1-x_0|x_{t^*})=s_0^2+s_1^2",
    formula=inside,
    tests=identity(residual, WIDTHS),
    near_misses={"time reversed": mirrored, "always at 1/2": middle, "peak 1e-9 higher": doubled},
)
