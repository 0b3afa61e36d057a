"""Section 4.2, last sentence: data close to Gaussian do not make the drift close to linear."""

from analytic import gaussian, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing
from verify.regimes.families import falls
from verify.routes import conditional


def bend(mix: Law, t: Time, x: Points) -> Array:
    """v less the drift from N(0, 1) to N(0, 1)."""
    return (conditional.drift(mix, t, x) - gaussian.drift(gaussian.independent(mix.ar, [0], [[1]], [0], [[1]]), t, x))[:, 0]


def with_atom(law: Law, h: Time) -> Array:
    """Data (1 - w) N(0, 1) + w N(0, 0), w = h^2: W2^2 <= w, the cost of moving that share to 0; 1 - t = x = w."""
    w = h * h
    return bend(mixture.mixture(law.ar, [1 - w, w], [[0], [0]], [[[1]], [[0]]]), law.ar.array(1 - w), law.ar.array([[w]]))


def widened(law: Law, h: Time) -> Array:
    """Data N(0, (1 + h)^2): W2 = h; 1 - t = 1/2 and x = 1."""
    return bend(mixture.mixture(law.ar, [1], [[0]], [[[(1 + h) * (1 + h)]]]), 1 / law.ar.array(2), law.ar.array([[1]]))


claim = Claim(
    id="CD-4.12",
    source="Causality-Delta, 4.2, conclusion",
    says="If the data are close to Gaussian the drift is close to linear: within C W2(data, Gaussian) for some C, at all x and t.",
    latex=r"|v(x,t)-A(t)x|\leq C\,W_2(p_1,N)",
    formula=lambda law, h: law.ar.array([1]),  # the order of W2
    tests=falls(with_atom, "an atom of weight h^2", at_least=True),
    right_where=falls(widened, "variance (1 + h)^2"),
    repairs={"not small at all": lambda law, h: law.ar.array([0])},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'approximately linear drifts whenever the underlying data distribution is itself close to Gaussian'",
    amended="CD-4.12a",
    note="The paper names no distance. With W2 <= h the drift is off by about 1/(1 + e^(1/2)) at x = 1 - t = h^2, however small h.",
)
