"""The inverse in the optimal field taken for an obstacle; in fact twice the width leaves a quarter of the error."""

from fractions import Fraction as F

from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, Outcome, inequality
from verify.regimes.crossings import AT_TWO, NETS


def error(law: Law, t: Time) -> Array:
    """At the middle of a step: the mean of the values at its ends less the value."""
    a, b, c = (law.theta / (1 + s * law.theta) for s in (t - F(1, 2 * law.n), t, t + F(1, 2 * law.n)))
    return (a + c) / 2 - b


def margin(formula: Formula, case: Case) -> Array:
    """What the size of the error is above the formula, a lower bound."""
    return case.ar.array(abs(error(case.law, case.when)) - case.value(formula, t=case.when))


some_error: Formula = lambda law, t: abs(error(law._replace(n=2), F(3, 4))) / 10  # noqa: E731  a tenth of that of two units


def vanishing(law: Law, t: Time) -> Array:
    return abs(law.theta) ** 3 / (4 * law.n**2 * max(F(1), 1 + law.theta) ** 3)


claim = Claim(
    id="RF-1c",
    source="Gradient Variance, remark on Lemma 1",
    says="Standard networks incur an irreducible error at the optimal field: some error stays at every width.",
    latex=r"\inf_n\max_t|f_n(t)-\frac{\Theta}{1+t\Theta}|>0",
    formula=some_error,
    tests=inequality(margin, NETS),
    right_where=inequality(margin, (AT_TWO,)),
    repairs={"an error like 1/n^2": vanishing},
    expect=Outcome.REFUTED,
    amended="RF-1e",
)
