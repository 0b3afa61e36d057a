"""The marginal velocity is the mean of the conditional ones."""

from analytic import conditional, gaussian
from analytic._laws import closed_forms
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, NearMiss, identity, sampling
from verify.regimes import PAIR, PAIR_CORRELATED, SAMPLED, when
from verify.regimes.given_ends import AVERAGED
from verify.residuals import equals
from verify.residuals.given_ends import average, average_over_sources
from verify.residuals.wrong import negated, off

INNER = when((PAIR, PAIR_CORRELATED, *SAMPLED), lambda t: 0 < t < 1)


velocity: Formula = lambda law, t, x: closed_forms(law).drift(law, t, x)  # noqa: E731


def given_the_mean(law: Law, t: Time, x: Points) -> Array:
    m = law.m1 if isinstance(law, gaussian.Pair) else law.ar.einsum("k,ki->i", law.w, law.m)
    return conditional.velocity(law, t, x, m)


claim = Claim(
    id="FX-40m",
    source="Lipman et al. 2023; Tong et al. 2023 for any coupling",
    says="The velocity is the mean of the conditional velocities over x1, or over x0, given x_t, whatever the coupling is.",
    latex=r"v(t,x)=E[u(x|x_1)|x_t=x]=E[u(x|x_0)|x_t=x]",
    formula=velocity,
    tests=(
        *identity(equals(average(conditional.velocity)), (*AVERAGED, *INNER[:2])),
        *identity(equals(average_over_sources), (*AVERAGED, *INNER[:2])),
        *sampling(lambda d: conditional.velocity(d.law, d.t, d.xt, d.x1), INNER[1:], 20_000),
    ),
    near_misses={
        "sign": negated(velocity),
        "of the mean of the data": given_the_mean,
        "off by 1e-9": NearMiss(off(velocity), ("sampling",)),
    },
)
