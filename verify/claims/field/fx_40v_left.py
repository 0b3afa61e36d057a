"""What denoising score matching cannot learn."""

from analytic import conditional, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Function, NearMiss, identity, sampling
from verify.regimes import SAMPLED, when
from verify.regimes.given_ends import AVERAGED
from verify.residuals import equals
from verify.residuals.flows import outer
from verify.residuals.given_ends import average
from verify.residuals.wrong import off

squared: Function = lambda *at: outer(conditional.score(*at))  # noqa: E731


def moment(mix: Law, t: Time, x: Points, sign: int = 1, noise: int = 1) -> Array:
    """E[s s^T | x_t = x], s the conditional score: S0^-1/a^2 + d^2 log p + grad log p grad log p^T."""
    a, _, _, _ = mix.path(mix.ar, t)
    precision = mix.ar.solve(mix.S0, mix.ar.eye(x.shape[-1])) / (a * a)
    return noise * precision + sign * mixture.score_jacobian(mix, t, x) + outer(mixture.score(mix, t, x))


claim = Claim(
    id="FX-40v",
    source="derived here; Vincent 2011 says that the two losses differ by a constant",
    says="The loss that denoising score matching leaves at x is the trace of S0^-1/a^2 plus the second derivative of log p.",
    latex=r"\mathrm{Cov}[\nabla\log p_t(x|x_1)|x_t=x]=\frac{1}{a^2}S_0^{-1}+\nabla^2\log p_t(x)",
    formula=moment,
    tests=(
        *identity(equals(average(squared)), AVERAGED),
        *sampling(lambda d: squared(d.law, d.t, d.xt, d.x1), when(SAMPLED[:2], lambda t: t < 1), 20_000),
    ),
    near_misses={
        "sign of the second derivative": lambda law, t, x: moment(law, t, x, -1),
        "nothing is left of the noise": lambda law, t, x: moment(law, t, x, noise=0),
        "off by 1e-9": NearMiss(off(moment), ("sampling",)),
    },
)
