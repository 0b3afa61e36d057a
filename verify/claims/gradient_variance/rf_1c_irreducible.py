"""The inverse in the optimal field taken for an obstacle; in fact the error of networks tends to zero with their width."""

from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Outcome, Standing, limit
from verify.claims.gradient_variance.rf_1e_reducible import error
from verify.regimes.crossings import WIDENING


def of_two(law: Law, h: Time) -> Array:
    """Some error: that of two units at t = 1/4."""
    return law.ar.array([[error(law, 1 / law.ar.array(4), law.ar.array(2))]])


def of_many(law: Law, h: Time) -> Array:
    """At t = 1/4, of 1/h units."""
    return law.ar.array([[error(law, 1 / law.ar.array(4), 1 / h)]])


claim = Claim(
    id="RF-1c",
    source="Gradient Variance, remark on Lemma 1, from a note on it",
    says="Standard networks incur an irreducible error at the optimal field: however wide they are, some error stays.",
    latex=r"\lim_{n\to\infty}\|f_n(t)-\Theta(I+t\Theta)^{-1}\|>0",
    formula=of_two,
    tests=limit(of_many, WIDENING),
    right_where=limit(of_two, WIDENING),  # while there are two
    repairs={"none": lambda law, h: law.ar.array([[0]])},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'standard networks incur an irreducible approximation error (matrix inverse)' (as the note has it)",
    amended="RF-1e",
    note="The limit is 0, so whatever error is said to stay does not. That no network of ReLU units is exact remains true.",
)
