"""With noise the optimal field said to have the lower gradient variance: at noise 1/20 it has the higher one."""

from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Outcome, Standing, bounded
from verify.claims.gradient_variance.rf_14b_gradients import variances
from verify.regimes import timed
from verify.regimes.couplings import TURNS


def at_optimal(law: Law, t: Time) -> Array:
    return variances(law, t)[0]


def at_pairs(law: Law, t: Time) -> Array:
    return variances(law, t)[1]


claim = Claim(
    id="RF-14",
    source="Gradient Variance, Fig. 4, from a note on it",
    says="With noise the loss gradient varies less at the optimal field than at the field of the training pairs.",
    latex=r"\mathrm{Var}(\nabla_W)(v_{OT})\leq\mathrm{Var}(\nabla_W)(v_{pair})",
    formula=at_pairs,
    tests=bounded(at_optimal, timed(TURNS[:3])),
    right_where=bounded(at_optimal, timed(TURNS[4:])),
    repairs={"with more noise, by |I + t Theta|^2": lambda law, t: variances(law, t, noise=1)[1]},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'the loss gradient variance across stochastic and deterministic regimes to characterize which vector fields "
    "optimization favors' (abstract)",
    amended="RF-14b",
    note="Gradients by the weights of a linear velocity, for x1 = R x0 with noise 1/20; for the losses see RF-14a.",
)
