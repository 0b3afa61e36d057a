"""Section 5.3, text and code: an uncentred second moment, and a centred correlation of differences."""

from analytic.arithmetic import Array, Points, Time
from verify.claim import Case, Claim, Formula, Function, identity
from verify.regimes.estimators import BOWLS, BOWLS_SYMBOLIC, Bowl
from verify.residuals.wrong import halved, off
from verify.routes.polynomial_means import mean


def gap(law: Bowl, t: Time, x: Points) -> Array:
    """eps^2/4 tr(H_i) tr(H_j): E of the quotient is eps/2 tr H, that of J z is 0."""
    trace = law.ar.einsum("nii->n", law.H)
    return law.eps**2 / 4 * trace[:, None] * trace


def residual(formula: Formula, case: Case) -> Array:
    """Less E[D D^T] - Cov(D) = E[D] E[D]^T, D_i = (f_i(x + eps z) - f_i(x))/eps for f_i = x^T H_i x/2."""
    law, x, ar = case.law, case.x[0], case.ar
    f: Function = lambda y: ar.einsum("i,nij,j->n", y, law.H, y) / 2  # noqa: E731
    m = mean(ar, len(x), lambda z: (f(x + law.eps * z) - f(x)) / law.eps)
    return (case.value(formula) - m[:, None] * m)[None]


claim = Claim(
    id="CD-5.3d",
    source="Causality-Delta, 5.3, and its published code",
    says="Centring the differences, as the code does and the text does not, changes their second moment by O(eps^2).",
    latex=r"\mathrm{E}[DD^T]-\mathrm{Cov}(D)=\frac{\varepsilon^2}{4}\,\mathrm{tr}H_i\,\mathrm{tr}H_j",
    formula=gap,
    tests=identity(residual, BOWLS, BOWLS_SYMBOLIC),
    near_misses={
        "none": lambda law, t, x: 0 * gap(law, t, x),
        "half": halved(gap),
        "order eps": lambda *a: gap(*a) / a[0].eps,
        "off": off(gap),
    },
    note="For quadratic outputs; J z has mean 0 for all. Dividing by eps, as the "
    "text does and the attribute code does not, scales both alike: no change of a correlation.",
)
