"""Section 4.2, "shared covariances": then all A_k are the same."""

from analytic import gaussian, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.claims.causality_delta.cd_4_4_intervention import each_component
from verify.regimes import SHARED, symbolic_shared
from verify.residuals import equals
from verify.residuals.wrong import off, reversed_time
from verify.routes.conditional import drift


def single(mix: Law, t: Time, x: Points) -> Array:
    """The slope of E[x1 - x0 | x_t] for one Gaussian with the same covariance, whatever its mean."""
    pair = gaussian.independent(mix.ar, mix.m0, mix.S0, 0 * mix.m0, mix.C[0])
    unit = mix.ar.eye(x.shape[-1])
    return (drift(pair, t, unit) - drift(pair, t, 0 * unit)).T


def observed(mix: Law, t: Time, x: Points) -> Array:
    """The Jacobian with the responsibilities free."""
    return mixture.jacobian(mix, t, x)[..., None, :, :] + 0 * mix.m[:, :, None]


claim = Claim(
    id="CD-4.10",
    source="Causality-Delta, 4.2, 'Shared covariances'",
    says="If all components share one covariance, every A_k is the matrix A(t) of a single Gaussian, and only the shifts differ.",
    latex=r"\Sigma_k=\Sigma\Rightarrow A_k(t)=A(t)=(t\Sigma-(1-t)\Sigma_0)((1-t)^2\Sigma_0+t^2\Sigma)^{-1}",
    formula=each_component,
    tests=identity(equals(single), SHARED, (symbolic_shared(1, 2), symbolic_shared(1, 3))),
    near_misses={
        "responsibilities free": observed,
        "time reversed": reversed_time(each_component),
        "off by 1e-9": off(each_component),
    },
)
