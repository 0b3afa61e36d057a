"""Where gradient variance peaks: said to be the end of time, t = 1 for forward and t = 0 for backward fields."""

from analytic import floors
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes.couplings import WIDTHS
from verify.residuals.bounds import peaked


def at_the_end(pair: Law, t: Time, x: Points) -> Array:
    a, b, m1 = pair.S0[0, 0], pair.S1[0, 0], pair.m1[0]
    return pair.ar.array([[1, 1], [4 * a * (b + m1 * m1), 4 * a]])


def inside(pair: Law, t: Time, x: Points) -> Array:
    """The bias' where S_t is least."""
    s, top = floors.peak(pair.ar, *(pair.ar.sqrt(pair.ar.array(S[0, 0])) for S in (pair.S0, pair.S1)))
    return pair.ar.array([[1, s], [at_the_end(pair, t, x)[1, 0], 4 * top]])


claim = Claim(
    id="RF-4",
    source="Gradient Variance, key results in a summary, found on CIFAR-10",
    says="Gradient variance peaks at t = 1 for forward fields, and at t = 0 for backward ones, whatever the data.",
    latex=r"\max_t\mathrm{Var}(\nabla_b)=\mathrm{Var}(\nabla_b)|_{t=1},\quad\max_t\mathrm{Var}(\nabla_W)=\mathrm{Var}(\nabla_W)|_{t=1}",
    formula=at_the_end,
    tests=identity(peaked, WIDTHS),
    right_where=identity(lambda f, case: peaked(f, case)[:2], WIDTHS),  # as the variances at the end
    repairs={"the bias' inside": inside},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'Gradient variance peaks at t=0 for backward fields and t=1 for forward fields in CIFAR-10 experiments' (a summary)",
    amended="RF-4a",
    note="Gradients of an affine velocity between Gaussians. A backward field has the same function of 1 - t.",
)
