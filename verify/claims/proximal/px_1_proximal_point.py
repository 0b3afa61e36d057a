"""Lemma 2.1 and Corollary 2.2: x_t determines x1, as a proximal point."""

from analytic import proximal
from verify.claim import Claim, identity
from verify.regimes.manifolds import TARGETS, symbolic_quadratic
from verify.residuals.transport import recovered
from verify.residuals.wrong import off, proximal_point

claim = Claim(
    id="PX-1",
    source="Proximal Operators, Lemma 2.1 and Corollary 2.2",
    says="On a path of optimal transport x_t determines x1: it is the proximal point of x_t/b for (a/b) phi. No density is needed.",
    latex=r"x_1=\mathrm{prox}_{(a_t/b_t)\phi}(x_t/b_t)",
    formula=proximal.denoiser,
    tests=identity(recovered, TARGETS, (symbolic_quadratic(1), symbolic_quadratic(2))),
    near_misses={
        "step a": proximal_point(lambda a, b, x: (a, x / b)),
        "step b/a": proximal_point(lambda a, b, x: (b / a, x / b)),
        "x for x/b": proximal_point(lambda a, b, x: (a / b, x)),
        "x/a for x/b": proximal_point(lambda a, b, x: (a / b, x / a)),
        "off by 1e-9": off(proximal.denoiser),
    },
    note="Gaussians of any rank, spheres, an ellipsoid, a segment, a body with corners, atoms; linear and quadratic schedules.",
)
