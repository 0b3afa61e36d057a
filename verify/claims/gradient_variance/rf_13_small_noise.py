"""Small noise said to undo a wrong pairing."""

from analytic import coupling, interpolant
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, Test, flow
from verify.regimes.couplings import TURNS, as_interpolant
from verify.regimes.crossings import NOISY_HALF_TURN
from verify.residuals.flows import at_start


def velocity(law: Law, t: Time, x: Points) -> Array:
    """The conditional mean, by the regression of the noisy ends."""
    return interpolant.drift(as_interpolant(law), t, x)


def unturned(law: Law, t: Time, x: Points) -> Array:
    """The optimal flow of these marginals: no turn, |phi_t(x)| as it is."""
    size = law.ar.einsum("...i,...i->...", coupling.turned_flow(law, t, x), coupling.turned_flow(law, t, x))
    return x * law.ar.sqrt(size / law.ar.einsum("...i,...i->...", x, x))[..., None]


claim = Claim(
    id="RF-13",
    source="Gradient Variance, abstract, found on CelebA and read for turned Gaussians",
    says="With noise 1/20 the flow learned from a turned coupling no longer follows the training pairs, but the optimal map.",
    latex=r"x_1=Rx_0,\ x_t+\sigma z,\ \sigma=0.05:\quad\phi_1(x)=x",
    formula=unturned,
    tests=flow(velocity, TURNS[:3]),
    right_where=(*flow(velocity, (NOISY_HALF_TURN,), kinds=("rate",)), Test("balls", at_start, (NOISY_HALF_TURN,))),
    repairs={"turned a little less than R": coupling.turned_flow},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'the injection of small noise restores generalization' (abstract)",
    amended="RF-13a",
    note="Noise 0.05 leaves 119.16 of 120 degrees and 59.82 of 60; only near a half turn does it undo the pairing.",
)
