"""The covariance of the wiggle on the exponential path, and where it is that of x_t."""

from analytic import brenier
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Function, NearMiss, Residual, identity, sampling
from verify.regimes import PAIR, PAIR_COMMUTING, PAIRS, when
from verify.residuals import equals
from verify.residuals.flows import as_transport, outer, spread, wiggle
from verify.residuals.wrong import off


def moved(pair: Law, t: Time, x: Points) -> Array:
    return brenier.exponential_map(as_transport(pair), t, x)


def of_xt(pair: Law, t: Time, x: Points) -> Array:
    return brenier.exponential_covariance(as_transport(pair), t)


def root(pair: Law, t: Time, x: Points) -> Array:
    return brenier.exponential_matrix(as_transport(pair), t)


def square(pair: Law, t: Time, x: Points) -> Array:
    return root(pair, t, x) @ root(pair, t, x).T


target: Function = lambda d: outer(wiggle(moved, d.law, d.t, d.xt, d.z))  # noqa: E731
residual: Residual = lambda f, case: spread(moved, case) - f(case.law, case.t, case.x)  # noqa: E731
WIGGLED = (*identity(residual, PAIRS), *sampling(target, when((PAIR,), lambda t: 0 < t < 1), 20_000))
claim = Claim(
    id="CD-5.2f",
    source="Causality-Delta, 5.2",
    says="Wiggling x0 by standard normal noise shows Y(t) times its transpose: the covariance of x_t where S0 = I.",
    latex=r"\frac{1}{\varepsilon^2}\mathrm{Cov}(\phi_t(x_0+\varepsilon z)-\phi_t(x_0))=Y(t)Y(t)^{T},\quad\Sigma(t)=Y(t)S_0Y(t)^T",
    formula=square,
    tests=(*WIGGLED, *identity(equals(of_xt), (PAIR_COMMUTING,))),  # S0 = I
    near_misses={"covariance of x_t for every S0": of_xt, "Y alone": root, "off by 1e-9": NearMiss(off(square), ("sampling",))},
    note="The paper says so 'with S0 = I in the standard initialization'; for S0 = diag(1, 4) they differ by 3 at t = 0.",
)
