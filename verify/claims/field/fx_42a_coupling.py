"""The coupling that the entropic value belongs to."""

from analytic import brenier, interpolant
from analytic.arithmetic import Array, Law
from verify.claim import Claim, inequality
from verify.regimes.entropic_values import VALUES
from verify.residuals.entropic import undercut
from verify.residuals.wrong import off, transposed


def cross(law: Law) -> Array:
    return interpolant.entropic_cross(law.ar, law.S0, law.S1, law.r)


claim = Claim(
    id="FX-42a",
    source="Janati et al. 2020; Mallasto et al. 2022",
    says="No Gaussian coupling near it has less cost plus entropy, hence none at all: that sum is strictly convex in X.",
    latex=r"\min_X\ -2k\,\mathrm{tr}X-\frac{\varepsilon}{2}\log\det\Sigma,\quad\Sigma=\mathrm{Cov}(x,y)",
    formula=cross,
    tests=inequality(undercut, VALUES),
    near_misses={
        "the weight of the other cost": lambda law: interpolant.entropic_cross(law.ar, law.S0, law.S1, law.r * law.k * law.k * 2),
        "transposed": transposed(cross),
        "independent": lambda law: 0 * law.S0,
        "optimal without entropy, shrunk": lambda law: law.S0 @ brenier.bures_map(law.ar, law.S0, law.S1) * 9 / 10,
        "off by 1e-9": off(cross),
    },
    note="Looked at 2^-34 away, along each entry of X and back.",
)
