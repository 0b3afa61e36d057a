"""Laws whose parameters are symbols: what holds in one of them holds for all parameters of that dimension."""

from functools import partial

from analytic import brenier, gaussian, mixture
from analytic.arithmetic import Arithmetic
from verify.claim import Regime


def symbolic_mixture(d: int, K: int) -> Regime:
    """All parameters of a d-dimensional K-component mixture as symbols."""
    return Regime(
        f"symbols d={d} K={K}", f"all parameters, d={d}, K={K}", partial(_symbolic_mixture, d, K), ("t",), (_names("x", d),)
    )


def symbolic_shared(d: int, K: int) -> Regime:
    """The same with one covariance for all components."""
    return Regime(
        f"symbols d={d} K={K} shared",
        f"all parameters, d={d}, K={K}, one covariance",
        partial(_symbolic_mixture, d, K, shared=True),
        ("t",),
        (_names("x", d),),
    )


def symbolic_pair(d: int) -> Regime:
    """All parameters of a Gaussian pair with any cross-covariance as symbols."""
    return Regime(f"symbols d={d}", f"all parameters, d={d}", partial(_symbolic_pair, d), ("t",), (_names("x", d),))


def symbolic_independent(d: int) -> Regime:
    """All parameters of a Gaussian pair with independent ends as symbols."""
    return Regime(
        f"symbols d={d} independent",
        f"all parameters, d={d}, independent ends",
        partial(_symbolic_independent, d),
        ("t",),
        (_names("x", d),),
    )


def symbolic_transport(d: int) -> Regime:
    """Two Gaussians with diagonal covariances, all parameters as symbols."""
    return Regime(
        f"symbols d={d} diagonal", f"all diagonal covariances, d={d}", partial(_symbolic_transport, d), ("t",), (_names("x", d),)
    )


def _symbolic_mixture(d: int, K: int, ar: Arithmetic, shared: bool = False) -> mixture.Mixture:
    w = ar.array([f"w{k}" for k in range(1, K)]) if K > 1 else ar.array([])
    weights = [*w, 1 - sum(w)]
    means, covs = [_names(f"m{k}", d) for k in range(1, K + 1)], [_matrix("C" if shared else f"C{k}", d) for k in range(1, K + 1)]
    return mixture.mixture(ar, weights, means, covs, _names("m0", d), _matrix("S0", d))


def _symbolic_pair(d: int, ar: Arithmetic) -> gaussian.Pair:
    cross = [[f"X{i}{j}" for j in range(d)] for i in range(d)]
    return gaussian.joint(ar, _names("m0", d), _matrix("S0", d), _names("m1", d), _matrix("S1", d), cross)


def _symbolic_independent(d: int, ar: Arithmetic) -> gaussian.Pair:
    return gaussian.independent(ar, _names("m0", d), _matrix("S0", d), _names("m1", d), _matrix("S1", d))


def _symbolic_transport(d: int, ar: Arithmetic) -> brenier.Transport:
    S0, S1 = ([[f"{letter}_{i}{i}" if i == j else 0 for j in range(d)] for i in range(d)] for letter in ("S0", "S1"))
    return brenier.transport(ar, _names("m0", d), S0, _names("m1", d), S1)


def _names(letter: str, d: int) -> tuple[str, ...]:
    return tuple(f"{letter}_{i}" for i in range(d))


def _matrix(letter: str, d: int) -> list[list[str]]:
    """Symmetric: entry ij is named by its sorted indices; the diagonal is positive."""
    return [[f"{letter}_{min(i, j)}{max(i, j)}" for j in range(d)] for i in range(d)]
