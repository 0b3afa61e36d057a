"""How Euler's method narrows a Gaussian."""

from analytic import chains
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.steps import GRIDS
from verify.residuals.steps import run
from verify.residuals.wrong import off


def deviation(law: Law) -> Array:
    return chains.euler_deviation(law.ar, law.s0, law.s1, law.times)


def halved_angles(law: Law) -> Array:
    """Steps between the middles of the steps."""
    middles = [(t + s) / 2 for t, s in zip(law.times[:-1], law.times[1:], strict=True)]
    return chains.euler_deviation(law.ar, law.s0, law.s1, [law.times[0], *middles, law.times[-1]])


def exact(law: Law) -> Array:
    """The flow: no angle is lost."""
    return chains.euler_deviation(law.ar, law.s0, law.s1, [law.times[-1]] * 2)


def residual(formula: Formula, case: Case) -> Array:
    """Its square less the variance after the steps themselves; it is not negative."""
    found = case.value(formula)
    return found * abs(found) - run(case.law.pair, (0,) * (len(case.law.times) - 1), case.law.times)[1, 0]


claim = Claim(
    id="FX-35c",
    source="linear path, independent ends, d = 1; not in the literature that we know",
    says="On a line each Euler step between Gaussians loses the cosine of the angle that ((1 - t) s0, t s1) turns: it narrows.",
    latex=r"\sigma_N=s_1\prod_k\cos(\theta_{k+1}-\theta_k),\quad\tan\theta_k=\frac{t_ks_1}{(1-t_k)s_0}",
    formula=deviation,
    tests=identity(residual, GRIDS),
    near_misses={"one step more": halved_angles, "none lost": exact, "off by 1e-9": off(deviation)},
)
