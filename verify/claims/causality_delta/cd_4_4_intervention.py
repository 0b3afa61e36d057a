"""Table 1: the Jacobian under intervention, the component held fixed."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Test, derivative
from verify.regimes import FAR_TAIL, MIXTURES, SYMBOLIC_MIXTURES
from verify.residuals.flows import affine_in_each
from verify.residuals.wrong import off, reversed_time, standard_source
from verify.routes.conditional import component_drifts


def each_component(mix: Law, t: Time, x: Points) -> Array:
    """A_k for every k, (..., K, d, d)."""
    units = mix.ar.eye(mix.w.shape[0])
    return sum(mix.ar.einsum("k,...ij->...kij", u, mixture.jacobian_do(mix, t, x, k)) for k, u in enumerate(units))


def blend(mix: Law, t: Time, x: Points) -> Array:
    """sum_k gamma_k A_k whatever the component: what the published code computes."""
    return mixture.blend(mix, t, x)[..., None, :, :] + 0 * each_component(mix, t, x)


claim = Claim(
    id="CD-4.4",
    source="Causality-Delta, 4.2, Table 1",
    says="With the component held at k, the Jacobian of the drift is A_k(t), the same at every x.",
    latex=r"J_{\mathrm{do}}(x)=A_k(t)=\frac{\partial}{\partial x}\mathrm{E}[x_1-x_0\mid x_t=x,\,K=k]",
    formula=each_component,
    tests=(
        *derivative(component_drifts, MIXTURES, SYMBOLIC_MIXTURES, kinds=("rate", "autodiff")),
        Test("float64", affine_in_each, (FAR_TAIL,)),
    ),
    near_misses={
        "blend, as in the published code": blend,
        "standard source": standard_source(each_component),
        "time reversed": reversed_time(each_component),
        "off by 1e-9": off(each_component),
    },
    note="The first row of Table 1, x = A z with Jacobian A, is the definition of a linear map.",
)
