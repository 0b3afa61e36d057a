"""The covariance of the wiggle taken for the covariance of x_t."""

from analytic import brenier
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Function, Outcome, Residual, identity, sampling
from verify.regimes import PAIR, PAIR_COMMUTING, PAIRS, when
from verify.residuals.flows import as_transport, outer, spread, wiggle


def moved(pair: Law, t: Time, x: Points) -> Array:
    return brenier.exponential_map(as_transport(pair), t, x)


def published(pair: Law, t: Time, x: Points) -> Array:
    return brenier.exponential_covariance(as_transport(pair), t)


def square(pair: Law, t: Time, x: Points) -> Array:
    return brenier.exponential_matrix(as_transport(pair), t) @ brenier.exponential_matrix(as_transport(pair), t).T


target: Function = lambda d: outer(wiggle(moved, d.law, d.t, d.xt, d.z))  # noqa: E731
residual: Residual = lambda f, case: spread(moved, case) - f(case.law, case.t, case.x)  # noqa: E731
TESTS = (*identity(residual, PAIRS), *sampling(target, when((PAIR,), lambda t: 0 < t < 1), 20_000))

claim = Claim(
    id="CD-5.2f",
    source="Causality-Delta, 5.2",
    says="Wiggling x0 by standard normal noise shows the covariance of x_t, whatever the covariance of x0.",
    latex=r"\frac{1}{\varepsilon^2}\mathrm{Cov}(\phi_t(x_0+\varepsilon z)-\phi_t(x_0))=Y(t)S_0Y(t)^{T}",
    formula=published,
    tests=TESTS,
    right_where=identity(residual, (PAIR_COMMUTING,)),
    repairs={"Y Y^T": square},
    expect=Outcome.REFUTED,
    amended="CD-5.2f-amended",
    note="True for S0 = I, which the paper adds in brackets; the section itself is about any S0.",
)
