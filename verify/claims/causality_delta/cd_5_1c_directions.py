"""Unit directions, as in the published code, for the Gaussian directions of the text."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, NearMiss, identity, sampling
from verify.regimes import PLANE_INSIDE, THREE_D, symbolic_mixture, when
from verify.residuals import flows, wrong
from verify.routes import conditional, draws


def residual(formula: Formula, case: Case) -> Array:
    """The mean of (J u)(J u)^T over three directions at 120 degrees: exact for what is quadratic in u, d = 2."""
    ar, J = case.ar, conditional.jacobian(case.law, case.t, case.x)
    u = ar.array([[2, 0], [-1, 0], [-1, 0]]) + ar.sqrt(ar.array(3)) * ar.array([[0, 0], [0, 1], [0, -1]])
    return ar.einsum("nij,uj,nkl,ul->nik", J, u, J, u) / 12 - case.value(formula)


def target(draw: draws.Draw) -> Array:
    z = (draw.z / (draw.z**2).sum(1)[:, None] ** 0.5)[..., None]
    return flows.outer((mixture.jacobian(draw.law, draw.t, draw.xt) @ z)[..., 0])


def second_moment(mix: Law, t: Time, x: Points, spec: str = "nij,nkj->nik") -> Array:
    return mix.ar.einsum(spec, *[mixture.jacobian(mix, t, x)] * 2) / x.shape[-1]


claim = Claim(
    id="CD-5.1c",
    source="Causality-Delta, 5.1; its published code",
    says="Unit directions, which the code draws, give 1/d of the second moment of the Gaussian directions of the text.",
    latex=r"E[(Ju)(Ju)^{T}]=\frac{1}{d}\,JJ^{T},\quad |u|=1",
    formula=second_moment,
    tests=identity(residual, PLANE_INSIDE, (symbolic_mixture(2, 1),))
    + sampling(target, when((THREE_D,), lambda t: 2 * t < 1), 10_000),
    near_misses={
        "J^T J": lambda mix, t, x: second_moment(mix, t, x, "nji,njk->nik"),
        "Gaussian directions": lambda mix, t, x: second_moment(mix, t, x) * x.shape[-1],
        "off by 1e-9": NearMiss(wrong.off(second_moment), ("sampling",)),
    },
)
