"""Section 4.2, "local linearity": a dominant responsibility does not make the field locally affine."""

from fractions import Fraction as F

from analytic import mixture
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Outcome, Standing
from verify.regimes.families import falls
from verify.routes import conditional


def deviation(law: Law, h: Time, apart: Array) -> Array:
    """Jacobian - A_1 between the modes N(0, 1) and N(apart, 1), at t = 1/2 and the x where gamma_1 = 1 - h."""
    ar, h = law.ar, h[()]
    mix = mixture.mixture(ar, [F(1, 2)] * 2, [[0], [apart]], [[[1]]] * 2)
    t, x = ar.array(F(1, 2)), ar.array([[apart / 4 - ar.log((1 - h) / h) / apart]])
    return (conditional.jacobian(mix, t, x) - mixture.jacobian_do(mix, t, x, 0))[0, 0]


claim = Claim(
    id="CD-4.9",
    source="Causality-Delta, 4.2, 'Local linearity'",
    says="Where one responsibility is close to one the field is affine: its Jacobian is within C (1 - gamma_k) of A_k, for some C.",
    latex=r"\gamma_k\approx 1\Rightarrow|\nabla v-A_k|\leq C\,(1-\gamma_k)",
    formula=lambda law, h: law.ar.array([1]),  # the order of 1 - gamma_1 = h
    tests=falls(lambda law, h: deviation(law, h, 1 / h[()]), "modes 1/h apart", at_least=True),
    right_where=falls(lambda law, h: deviation(law, h, law.ar.array(2)[()]), "modes 2 apart"),
    repairs={"1/(1 - gamma)": lambda law, h: law.ar.array([-1])},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'Whenever a responsibility gamma_k dominates, the drift is effectively the k-th linear map'",
    amended="CD-4.9a",
    note="No constant will do: with modes 1/h apart and gamma_1 = 1 - h the Jacobian is off by 1/h. At one distance it holds.",
)
