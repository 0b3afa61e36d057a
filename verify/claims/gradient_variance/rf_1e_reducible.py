"""How well a ReLU network of n units can follow the matrix inverse in the optimal field."""

from functools import partial

from analytic import coupling
from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, inequality
from verify.regimes.crossings import NETS


def error(law: Law, t: Time, n: Array) -> Array:
    """At the middle t of a step the mean of the values at its ends less the value: a turn, scaled by this."""
    before, at, after = (coupling.jacobian(law.pairs, s, law.pairs.m0) for s in (t - 1 / (2 * n), t, t + 1 / (2 * n)))
    E = ((before + after) / 2 - at).reshape(2, 2)
    return law.ar.sqrt(law.ar.array((E @ E.T)[0, 0]))


def bound(law: Law, t: Time, near: int = 3, power: int = 2) -> Array:
    """|Theta|^3/(4 n^2 cos(a/2)^3): |Theta|^2 = 2 (1 - cos a), and cos(a/2) is the least of |I + t Theta|."""
    long, short = law.ar.sqrt(law.ar.array([2 * (1 - law.c), (1 + law.c) / 2]))
    return long**3 / (4 * law.n**power * short**near)


def margin(formula: Formula, case: Case) -> Array:
    """What the error is below the formula, an upper bound, and above its least value, |I + t Theta| being 1 at most."""
    size = error(case.law, case.t, case.ar.array(case.law.n))
    return case.ar.array([case.value(formula) - size, size - bound(case.law, case.t, near=0)])


claim = Claim(
    id="RF-1e",
    source="derived here, for Gradient Variance, remark on Lemma 1",
    says="A ReLU network of n units follows the inverse up to an error that falls like 1/n^2, however near to singular it is.",
    latex=r"\max_t\|f_n(t)-\Theta(I+t\Theta)^{-1}\|\leq\frac{|\Theta|^3}{4n^2\,\min_t|I+t\Theta|^3}",
    formula=bound,
    tests=inequality(margin, NETS),
    near_misses={"1/n^3": partial(bound, power=3), "cos = 1": partial(bound, near=0), "cos^2": partial(bound, near=2)},
    note="d = 2, Theta + I a turn, as in RF-1b; the entries of the network are linear between n equal steps of t.",
)
