"""The abstract: numerical Jacobian-vector products against the analytical Jacobian."""

from analytic import mixture
from verify.claim import Claim, derivative
from verify.papers.causality_delta import slips
from verify.regimes import PLANE_INSIDE
from verify.residuals.wrong import off
from verify.routes import conditional

claim = Claim(
    id="CD-0",
    source="Causality-Delta, abstract",
    says="Numerical JVPs, at a step that the precision resolves, recover the analytical Jacobian of the drift of a mixture.",
    latex=r"\lim_{\varepsilon\to 0}\frac{v(x+\varepsilon z)-v(x)}{\varepsilon}=(\sum_k\gamma_kA_k+b_k(\nabla\gamma_k)^T)z",
    formula=mixture.jacobian,
    tests=derivative(conditional.drift, PLANE_INSIDE, kinds=("differences", "autodiff")),
    near_misses={
        "blend": mixture.blend,
        "published code": slips.jacobian,
        "off by 1e-9": off(mixture.jacobian),
    },
    note="True of Eq. (4); the paper's own numbers do not show it: wrong drift, and a step that float32 does not resolve.",
)
