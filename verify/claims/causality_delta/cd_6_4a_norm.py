"""Section 6.4: a difference along one direction taken for the norm of a row of the Jacobian."""

import numpy as np

from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Outcome, Standing
from verify.papers.causality_delta.printed import KEPT_WORDS
from verify.regimes.families import falls


def seen(a: Array, u: Array) -> Array:
    """|a^T u|, which the filter looks at, and |a|: squares, so that the orders are twice as large."""
    return np.array([(a @ u) * (a @ u), a @ a])


def turning(law: Law, h: Time) -> Array:
    """One row, and directions that turn across it: a^T u = h."""
    return seen(law.ar.array([1, 2, 0]), law.ar.array([2 + h, -1, 7]))


def shrinking(law: Law, h: Time) -> Array:
    """One direction, and rows h a."""
    return seen(h * law.ar.array([1, 2, 0]), law.ar.array([1, 0, 3]))


claim = Claim(
    id="CD-6.4a",
    source="Causality-Delta, 6.4; its published code",
    says="Samples whose difference along one random direction is small have a small Jacobian norm: within C of it, for some C.",
    latex=r"|J^{19}|\leq C\,|J^{19}u|",
    formula=lambda law, h: law.ar.array([2, 2]),
    tests=falls(turning, "directions that turn across a row", at_least=True),
    right_where=falls(shrinking, "rows that shrink"),
    repairs={"the norm stays": lambda law, h: law.ar.array([2, 0])},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'samples where the JVP norm of the composed map for attribute 19 was below a heuristic threshold of 10^-4'",
    amended="CD-6.4a-amended",
    note=f"{KEPT_WORDS} undivided differences below 1e-4 at a step of 1e-2 mean, if Gaussian, a typical norm of about 5.",
)
