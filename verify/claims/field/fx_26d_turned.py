"""Log-concave data in the plane: turned products of modes, where the flow is exact."""

from analytic import line
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, bounded
from verify.claims.field.fx_26_contraction import bound as on_a_line
from verify.regimes.log_concave import TURNED_PRODUCT


def slope(law: Law, t: Time, x: Points) -> Array:
    """The largest eigenvalue of D phi_1 = R diag(T_1', T_2') R^T at x: T_i the flow of the i-th coordinate of R^T x."""
    y = x @ law.R
    a, b = (line.flow_jacobian(axis, 0, 1, y[:, [i]])[:, 0, 0] for i, axis in enumerate(law.axes))
    R = law.R
    J = [[R[i, 0] * a * R[j, 0] + R[i, 1] * b * R[j, 1] for j in range(2)] for i in range(2)]
    return (J[0][0] + J[1][1]) / 2 + law.ar.sqrt((J[0][0] - J[1][1]) ** 2 / 4 + J[0][1] ** 2)


def bound(law: Law, t: Time, x: Points, axis: int = 1) -> Array:
    """1/sqrt(kappa), kappa the least curvature of -log p_1: that of the second axis, at its centre."""
    return on_a_line(law.axes[axis], t, x)


claim = Claim(
    id="FX-26d",
    source="Caffarelli 2000; Daniels 2025 for flows",
    says="In the plane too the flow from N(0, I) to data of curvature at least kappa expands by at most 1/sqrt(kappa).",
    latex=r"-\nabla^2\log p_1\geq\kappa I\ \Rightarrow\ |\nabla\phi_1|\leq\kappa^{-1/2}",
    formula=bound,
    tests=bounded(slope, (TURNED_PRODUCT,)),
    near_misses={
        "the largest curvature": lambda law, t, x: bound(law, t, x, axis=0),
        "the mean of both": lambda law, t, x: (bound(law, t, x) + bound(law, t, x, axis=0)) / 2,
    },
    note="Two bimodal coordinates, turned by 53 degrees. No flow of a mixture that is no such product is known in closed form.",
)
