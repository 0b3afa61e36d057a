"""Laws whose parameters are symbols: what holds in one of them holds for all parameters of that dimension.

Symbols are known by their names: m1_0 the first entry of a mean, C1_01 of a covariance, which is symmetric: its entries are named
by sorted indices, and its diagonal is positive.
"""

from fractions import Fraction as F
from functools import partial
from types import SimpleNamespace
from typing import Any

from analytic.arithmetic import Arithmetic, Array
from analytic.door import count
from analytic.options import known
from verify.claim import Regime
from verify.regimes.constructors import constructor
from verify.regimes.laws import LAWS, size_of

Names = dict[str, Any]


def symbolic_mixture(d: int, K: int) -> Regime:
    """All parameters of a d-dimensional K-component mixture as symbols."""
    return symbolic("mixture", names_of("mixture", d, K), f"symbols d={d} K={K}", f"all parameters, d={d}, K={K}")


def symbolic_plane() -> Regime:
    """Weights, means of the data and the point as symbols; covariances in the plane that do not commute, given: exact and quick."""
    given: Names = {"mean0": [0, 0], "cov0": [[1, 0], [0, 4]], "covs": [[[2, 1], [1, 1]], [[1, F(-1, 2)], [F(-1, 2), 2]]]}
    about = "all weights, data means, t and x, d=2, K=2, three given covariances that do not commute"
    return symbolic("mixture", names_of("mixture", 2, 2) | given, "symbols d=2 K=2, covariances given", about)


def symbolic_shared(d: int, K: int) -> Regime:
    """The same with one covariance for all components."""
    names = names_of("mixture", d, K) | {"covs": [matrix("C", d)] * K}
    return symbolic("mixture", names, f"symbols d={d} K={K} shared", f"all parameters, d={d}, K={K}, one covariance")


def symbolic_pair(d: int) -> Regime:
    """All parameters of a Gaussian pair with any cross-covariance as symbols."""
    return symbolic("gaussian", names_of("gaussian", d), f"symbols d={d}", f"all parameters, d={d}")


def symbolic_independent(d: int) -> Regime:
    """All parameters of a Gaussian pair with independent ends as symbols."""
    names = names_of("gaussian", d, independent=True)
    return symbolic("gaussian", names, f"symbols d={d} independent", f"all parameters, d={d}, independent ends")


def symbolic_transport(d: int) -> Regime:
    """Two Gaussians with diagonal covariances, all parameters as symbols."""
    return symbolic("transport", names_of("transport", d), f"symbols d={d} diagonal", f"all diagonal covariances, d={d}")


def symbolic_turned_transport() -> Regime:
    """Two Gaussians in the plane, means as symbols; their covariances are given and do not commute."""
    given: Names = {"cov0": [[1, 0], [0, 4]], "cov1": [[2, 1], [1, 1]]}
    about = "all means, d=2, two given covariances that do not commute"
    return symbolic("transport", names_of("transport", 2) | given, "symbols d=2, covariances given", about)


def symbolic(law: str, names: Names, name: str, about: str) -> Regime:
    """The law with these names for its parameters, at the time t and the point x."""
    return Regime(name, about, partial(_build, law, names), ("t",), (vector("x", size_of(law, names)),))


def names_of(law: str, d: int, K: int = 1, independent: bool = False) -> Names:
    """A name for each parameter of the law. Optimal transport has symbols for diagonal covariances only: they commute."""
    if own := LAWS[law].drawn:
        return dict(own.names(d))
    p: Names = {"mean0": vector("m0", d), "cov0": matrix("S0", d)}
    if LAWS[law].mixed:
        k = range(1, K + 1)
        means, covs = [vector(f"m{i}", d) for i in k], [matrix(f"C{i}", d) for i in k]
        return p | {"weights": [f"w{i}" for i in k], "means": means, "covs": covs}
    p |= {"mean1": vector("m1", d), "cov1": matrix("S1", d)}
    if LAWS[law].diagonal:
        return p | {"cov0": diagonal("S0", d), "cov1": diagonal("S1", d)}
    return p if independent or not LAWS[law].coupled else p | {"cross": [[f"X{i}{j}" for j in range(d)] for i in range(d)]}


def symbols_of(law: str = "mixture", d: int = 1, K: int = 1) -> SimpleNamespace:
    """The symbols of a law, by name: t, x, w1, m1, C1, m0, S0 ...: numbers for d = 1, SymPy matrices else.

    >>> s = symbols_of("line", d=1, K=1)
    >>> s.m1 - s.m0
    -m0_0 + m1_0
    """
    p = names_of(known("law", law, LAWS), count("d", d, 1), count("K", K, 1))
    names: Names = {"t": "t", "x": vector("x", d)}
    for key, letter in (("mean0", "m0"), ("cov0", "S0"), ("mean1", "m1"), ("cov1", "S1"), ("cross", "X")):
        names |= {letter: p[key]} if key in p else {}
    for k in range(len(p.get("means", ()))):
        names |= {f"m{k + 1}": p["means"][k], f"C{k + 1}": p["covs"][k]}
        names |= {f"w{k + 1}": p["weights"][k]} if k + 1 < K else {}
    out = {name: _symbols(value, d) for name, value in names.items()}
    if "means" in p:
        out[f"w{K}"] = 1 - sum(out[f"w{k}"] for k in range(1, K))
    return SimpleNamespace(**out)


def vector(letter: str, d: int) -> tuple[str, ...]:
    return tuple(f"{letter}_{i}" for i in range(d))


def matrix(letter: str, d: int) -> list[list[str]]:
    return [[f"{letter}_{min(i, j)}{max(i, j)}" for j in range(d)] for i in range(d)]


def diagonal(letter: str, d: int) -> list[list[Any]]:
    return [[f"{letter}_{i}{i}" if i == j else 0 for j in range(d)] for i in range(d)]


def _symbols(value: Any, d: int) -> Any:
    """The SymPy symbols of these names: a number for d = 1, else a column or a matrix."""
    import sympy as sp

    rows = [list(row) if isinstance(row, (list, tuple)) else [row] for row in ([value] if isinstance(value, str) else value)]
    M = sp.Matrix([[sp.Symbol(e, real=True) if isinstance(e, str) else e for e in row] for row in rows])
    return M[0, 0] if d == 1 or isinstance(value, str) else M


def _build(law: str, names: Names, ar: Arithmetic) -> Array:
    """The last weight is what the others leave of one."""
    if "weights" in names and isinstance(names["weights"][-1], str):
        first = ar.array(names["weights"][:-1]) if len(names["weights"]) > 1 else []
        names = {**names, "weights": [*first, 1 - sum(first)]}
    return constructor(law, names)(ar, **names)


SYMBOLIC_MIXTURES = (symbolic_mixture(1, 2), symbolic_mixture(2, 1), symbolic_plane())
