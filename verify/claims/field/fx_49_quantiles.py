"""What one node on a line would have been."""

from analytic import line, nodes
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.on_a_line import ADDITIVE, SCALED, SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off


def by_flows(law: Law, kept: int = 0) -> Array:
    """Back with the cause seen, forth with the cause set; or back as if it had been set, and forth."""
    seen, done = (nodes.given(law.noise, law.f[i], law.s[i]) for i in (0, 1))
    return nodes.counterfactual((seen, done)[kept], done, law.x)


def by_noise(law: Law) -> Array:
    """u = (x - f)/s found, then f' + s' u."""
    return law.f[1] + law.s[1] * ((law.x - law.f[0]) / law.s[0])


def not_abducted(law: Law) -> Array:
    """The middle of the law once the cause is set."""
    done = nodes.given(law.noise, law.f[1], law.s[1])
    return line.flow_map(done, 0, 1, 0 * law.x + law.noise.m0)


claim = Claim(
    id="FX-49",
    source="derived here; Pearl 2009, 7.1; of flows for each node: DoFlow 2025",
    says="On a line the flow of a node, back with its causes seen and forth with them set, is its counterfactual: for every f.",
    latex=r"F'^{-1}(F(x))=f'+\frac{s'}{s}(x-f),\quad x=f+su",
    formula=by_flows,
    tests=identity(equals(by_noise), (*ADDITIVE, *SCALED), SYMBOLIC),
    near_misses={"not taken back": lambda law: by_flows(law, 1), "noise not abducted": not_abducted, "off by 1e-9": off(by_flows)},
    note="Any path and source; noise of several modes; no linear equation.",
)
