"""The mean square of the acceleration over all times."""

from analytic import floors, straightness
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Test
from verify.regimes import once
from verify.regimes.couplings import NARROW, WIDTHS, line_parameters
from verify.residuals import equals
from verify.residuals.wrong import halved, off
from verify.routes.time_integrals import turning


def energy(pair: Law) -> Array:
    return straightness.bending_energy(pair.ar, *line_parameters(pair)[:2])


claim = Claim(
    id="FX-44e",
    source="derived here",
    says="Between independent Gaussians on a line the mean square acceleration over all times is r^2 + 3 pi r^4/(16 s0 s1).",
    latex=r"\int_0^1E|\partial_tv+v\,\partial_xv|^2dt=r^2+\frac{3\pi r^4}{16s_0s_1},\quad r^2=s_0^2+s_1^2",
    formula=energy,
    tests=(Test("balls", equals(turning), once((*WIDTHS[1:3], *NARROW))),),
    near_misses={"half": halved(energy), "how much speeds vary": floors.independent_straightness, "off by 1e-9": off(energy)},
    note="For each r it is least where the ends are alike, and grows without bound as one of them becomes a point.",
)
