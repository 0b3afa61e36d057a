"""What is done to a linear causal model."""

from dataclasses import replace

from analytic import interventions, scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.claims.field.fx_45_seen import seen
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals.causes import done, stacked
from verify.residuals.wrong import off


def doing(law: Law) -> Array:
    """Mean above covariance."""
    return seen(replace(law, model=interventions.do(law.model, law.k, law.value)))


def drawn(law: Law) -> Array:
    """x_k keeps its noise."""
    return seen(replace(law, model=interventions.cut(law.model, law.k)))


def seeing(law: Law) -> Array:
    return stacked(*scm.given(law.model, [law.k], law.ar.array([law.value])))


claim = Claim(
    id="FX-45d",
    source="Pearl 2009, 1.4",
    says="do(x_k = v) deletes the equation of x_k and its noise: all other equations are as before, with v for x_k.",
    latex=r"x=B_kx+u,\quad u_k=v,\quad(B_k)_{kj}=0",
    formula=doing,
    tests=identity(done, NUMBERS, SYMBOLIC),
    near_misses={"seen, not done": seeing, "its noise kept": drawn, "nothing done": seen, "off by 1e-9": off(doing)},
)
