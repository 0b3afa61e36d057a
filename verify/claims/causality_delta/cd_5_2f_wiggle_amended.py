"""The covariance of the wiggle on the exponential path."""

from analytic import brenier
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss
from verify.claims.causality_delta.cd_5_2f_wiggle import TESTS, published, square
from verify.residuals.flows import as_transport
from verify.residuals.wrong import off


def root(pair: Law, t: Time, x: Points) -> Array:
    return brenier.exponential_matrix(as_transport(pair), t)


claim = Claim(
    id="CD-5.2f-amended",
    source="Causality-Delta, 5.2",
    says="Wiggling x0 by standard normal noise shows Y(t) times its transpose, whatever the law of x0.",
    latex=r"\frac{1}{\varepsilon^2}\mathrm{Cov}(\phi_t(x_0+\varepsilon z)-\phi_t(x_0))=Y(t)Y(t)^{T}",
    formula=square,
    tests=TESTS,
    near_misses={
        "covariance of x_t": published,
        "Y alone": root,
        "off by 1e-9": NearMiss(off(square), ("sampling",)),
    },
)
