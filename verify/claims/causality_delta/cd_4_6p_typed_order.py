"""Eq. (4) as typed: the gradient of gamma_k on the left of b_k."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, derivative
from verify.regimes import ISOTROPIC, MIXTURES
from verify.routes import conditional


def typed_order(mix: Law, t: Time, x: Points) -> Array:
    """sum_k gamma_k A_k + sum_k (grad gamma_k) b_k^T."""
    r, _, v, B = mixture.conditional(mix, t, x)
    return mix.ar.blend(r, B) + mix.ar.einsum("...ki,...kj->...ij", mixture.responsibility_gradients(mix, t, x), v)


claim = Claim(
    id="CD-4.6p",
    source="Causality-Delta, 4.2, Eq. (4) as printed",
    says="The Jacobian is the blend of the A_k plus the sum of the gradient of gamma_k times b_k, in the printed order.",
    latex=r"\nabla v=\sum_k\gamma_k A_k+\sum_k(\nabla\gamma_k)\,b_k^T",
    formula=typed_order,
    tests=derivative(conditional.drift, MIXTURES),
    right_where=derivative(conditional.drift, ISOTROPIC[:3], kinds=("rate", "differences")),
    repairs={"b_k first": mixture.jacobian},
    expect=Outcome.REFUTED,
    standing=Standing.PRINTED,
    amended="CD-4.6",
    note="Printed as a product of two columns. With a source c I both orders agree (CD-4.6s), so a standard source hides it.",
)
