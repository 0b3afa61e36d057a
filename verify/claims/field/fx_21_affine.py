"""Affine changes of both ends: one linear map, two shifts."""

from dataclasses import replace
from functools import partial

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import MIXTURES, SYMBOLIC_MIXTURES
from verify.residuals.wrong import off
from verify.routes import conditional


def change(mix: Law) -> tuple[Array, ...]:
    """B, shifts c0 and c1, and the law of B x0 + c0, B x1 + c1."""
    ar, axes = mix.ar, range(len(mix.m0))
    B, c0, c1 = map(ar.array, ([[2 * (i == j) + (j > i) for j in axes] for i in axes], [1 + i for i in axes], [-3 for _ in axes]))
    S0, C = (ar.einsum("ij,...jk,lk->...il", B, S, B) for S in (mix.S0, mix.C))
    return B, c0, c1, replace(mix, m0=B @ mix.m0 + c0, S0=S0, m=mix.m @ B.T + c1, C=C, pencil=ar.pencil(S0, C))


def residual(formula: Formula, case: Case) -> Array:
    B, c0, c1, law = change(case.law)
    return conditional.drift(law, case.t, case.x @ B.T + (1 - case.t) * c0 + case.t * c1) - case.value(formula)


def moved(mix: Law, t: Time, x: Points, right: bool = True, shift: int = 1) -> Array:
    B, c0, c1, _ = change(mix)
    return mixture.drift(mix, t, x) @ (B.T if right else B) + shift * (c1 - c0)


claim = Claim(
    id="FX-21",
    source="affine equivariance of the conditional mean",
    says="Changing both ends by one linear map B changes the velocity by B; shifts of the ends add their difference.",
    latex=r"v_{Bx_0+c_0,\,Bx_1+c_1}(t,Bx+(1-t)c_0+tc_1)=B\,v(t,x)+c_1-c_0",
    formula=moved,
    tests=identity(residual, MIXTURES, SYMBOLIC_MIXTURES),
    near_misses={"B transposed": partial(moved, right=False), "no shifts": partial(moved, shift=0), "off by 1e-9": off(moved)},
)
