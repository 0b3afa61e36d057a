"""Integration from a training source taken to recover its pair."""

from fractions import Fraction as F

from analytic import crossing
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Function, Outcome, Standing, identity
from verify.regimes.crossings import LANDING


def field(pairs: Law) -> Function:
    """The memorising velocity; where the lines of -1 and 1 meet, the mean of theirs, zero, as least squares has it."""
    return lambda t, x: 0 * x if (t, len(pairs.x0)) == (F(1, 2), 2) else crossing.memoriser(pairs, t, x)


def residual(formula: Formula, case: Case) -> Array:
    return crossing.euler(field(case.law.pairs), case.ar, case.law.N, case.law.pairs.x0) - case.value(formula)


def stuck(law: Law) -> Array:
    return 0 * law.pairs.x1 if law.N % 2 == 0 else law.pairs.x1


partner: Formula = lambda law: law.pairs.x1  # noqa: E731
claim = Claim(
    id="RF-9",
    source="Gradient Variance, abstract, read for every solver and step",
    says="At inference the integration from a training source ends at the point that it was paired with.",
    latex=r"\dot x=v(t,x),\ x(0)=x_0^i\Rightarrow x(1)=x_1^i",
    formula=partner,
    tests=identity(residual, LANDING),
    right_where=identity(residual, LANDING[:1]),
    repairs={"stuck where a step begins at the crossing": stuck},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'At inference, deterministic integration reproduces the exact training pairings' (abstract)",
    amended="RF-9a",
    note="Pairs -1 to 1 and 1 to -1; beyond the crossing c (1 - 2 t) solves the equation for every c.",
)
