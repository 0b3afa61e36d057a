"""Seeing: the law of the variables given some of them."""

from dataclasses import replace

from analytic import scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.claims.field.fx_45_seen import seen
from verify.claims.field.fx_45d_done import doing
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals.causes import precise, stacked
from verify.residuals.wrong import off


def given(law: Law) -> Array:
    return stacked(*scm.given(law.model, law.nodes, law.values))


def done(law: Law) -> Array:
    return doing(replace(law, k=law.nodes[0], value=law.values[0]))


claim = Claim(
    id="FX-45s",
    source="conditional laws of Gaussians; Pearl 2009 for the difference",
    says="Seeing some variables changes the law of all that depend on them, of causes too: their regression on what is seen.",
    latex=r"E[x|x_K]=m+S_{\cdot K}S_{KK}^{-1}(x_K-m_K)",
    formula=given,
    tests=identity(precise, NUMBERS, SYMBOLIC),
    near_misses={"done, not seen": done, "nothing seen": seen, "off by 1e-9": off(given)},
)
