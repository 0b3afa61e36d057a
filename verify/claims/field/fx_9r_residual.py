"""What the point of a stochastic interpolant leaves open of the line that it is on."""

from analytic import gaussian, interpolant
from verify.claim import Claim, Function, NearMiss, identity, sampling
from verify.regimes import timed
from verify.regimes.interpolants import INTERPOLANTS_INSIDE, left_open
from verify.residuals import equals
from verify.residuals.flows import outer
from verify.residuals.wrong import off

REGIMES = timed(INTERPOLANTS_INSIDE)
by_regression: Function = lambda law, t: left_open(law, t)[1]  # noqa: E731

claim = Claim(
    id="FX-9r",
    source="derived here, for Albergo, Boffi and Vanden-Eijnden 2023",
    says="Noise changes what x_t leaves open of x1 - x0 through the covariance of x_t alone; it is the same at every x.",
    latex=r"\mathrm{Cov}(x_1-x_0|x_t)=V-D(S+\gamma^2I)^{-1}D^{T},\quad D=\mathrm{Cov}(x_1-x_0,ax_0+bx_1)",
    formula=interpolant.residual_covariance,
    tests=(
        *identity(equals(by_regression), REGIMES),
        *sampling(lambda d: outer(left_open(d.law, d.t, d)[0]), REGIMES[:2]),
    ),
    near_misses={
        "noise left out": lambda law, t: gaussian.residual_covariance(law.pair, t),
        "before x_t is known": lambda law, t: law.pair.S0 + law.pair.S1 - law.pair.X - law.pair.X.T,
        "off by 1e-9": NearMiss(off(interpolant.residual_covariance), ("sampling",)),
    },
)
