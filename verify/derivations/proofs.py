"""Proof by symbols: the derivation less its reference vanishes for all parameters, in small dimensions."""

import time
from functools import partial
from types import SimpleNamespace
from typing import Any

from analytic.arithmetic import Arithmetic
from verify.claim import Outcome, Regime, Test
from verify.derivation import Derivation
from verify.derivations import cases
from verify.derivations.parameters import Parameters, impose
from verify.record import Finding

SIZES = {"mixture": ((1, 1), (1, 2), (2, 1)), "line": ((1, 1), (1, 2)), "gaussian": ((1, 1), (2, 1)), "transport": ((1, 1), (2, 1))}


def prove(d: Derivation, deadline: float, seed: int) -> tuple[list[tuple[str, Finding]], str]:
    """What symbols find in each size, smallest first, and why they stopped early, if they did."""
    found: list[tuple[str, Finding]] = []
    for size in sizes(d.law, d.needs):
        left = deadline - time.perf_counter()
        if left <= 0:
            return found, "no time was left for more symbols"
        regime = symbolic(d.law, *size, d.needs)
        finding = decide(d, regime, seed)
        found.append((regime.about, finding))
        if finding.outcome is not Outcome.HOLDS:
            return found, f"symbols, {regime.about}: {finding.witness}"
    return found, "" if found else "symbols have no case of this size"


def sizes(law: str, needs: frozenset[str]) -> list[tuple[int, int]]:
    allowed = set(cases.sizes(law, needs))
    return [s for s in SIZES[law] if s in allowed]


def decide(d: Derivation, regime: Regime, seed: int) -> Finding:
    from verify.evidence import decide as by

    def residual(formula: Any, case: Any) -> Any:
        return formula(case.law, case.t, case.x) - d.reference(case.law, case.t, case.x)

    try:
        return by(Test("symbols", residual, (regime,)), d.formula, regime, seed)
    except Exception as e:
        nan = float("nan")
        return Finding(Outcome.UNDECIDED, nan, nan, "", regime.about, "symbols", f"raised {type(e).__name__}: {e}")


def symbolic(law: str, d: int, K: int, needs: frozenset[str] = frozenset()) -> Regime:
    """All parameters of the law as symbols, within `needs`."""
    if "commuting" in needs and d > 1:
        needs = needs | {"diagonal"}
    p = impose(needs, _named(law, d, K, needs))
    size = f"d={d}, K={K}" if law in ("mixture", "line") else f"d={d}"
    about = f"all parameters in {size}"
    about += ", diagonal covariances" if law == "transport" and d > 1 else ""
    return Regime(f"symbols {size}", about, partial(_build, law, p), ("t",), (_vector("x", d),))


def symbols_of(law: str = "mixture", d: int = 1, K: int = 1) -> SimpleNamespace:
    """The symbols of a law, by name: t, x, w1, m1, C1, m0, S0 ...: numbers for d = 1, SymPy matrices else.

    >>> s = symbols_of("line", d=1, K=1)
    >>> s.m1 - s.m0
    -m0_0 + m1_0
    """
    import sympy as sp

    names: Parameters = {"t": "t", "x": _vector("x", d)}
    p = _named(law, d, K)
    for key, letter in (("mean0", "m0"), ("cov0", "S0"), ("mean1", "m1"), ("cov1", "S1"), ("cross", "X")):
        names |= {letter: p[key]} if key in p else {}
    for k in range(len(p.get("means", ()))):
        names |= {f"m{k + 1}": p["means"][k], f"C{k + 1}": p["covs"][k]}
        names |= {f"w{k + 1}": p["weights"][k]} if k + 1 < K else {}

    def made(value: Any) -> Any:
        if isinstance(value, str):
            return sp.Symbol(value, real=True)
        M = sp.Matrix([[made(e) for e in row] if isinstance(row, (list, tuple)) else [made(row)] for row in value])
        return M[0, 0] if d == 1 else M

    out = {name: made(value) for name, value in names.items()}
    if "means" in p:
        out[f"w{K}"] = 1 - sum(out[f"w{k}"] for k in range(1, K))
    return SimpleNamespace(**out)


def _named(law: str, d: int, K: int, needs: frozenset[str] = frozenset()) -> Parameters:
    p: Parameters = {"mean0": _vector("m0", d), "cov0": _matrix("S0", d)}
    if law in ("mixture", "line"):
        return p | {
            "weights": [f"w{k}" for k in range(1, K + 1)],
            "means": [_vector(f"m{k}", d) for k in range(1, K + 1)],
            "covs": [_matrix(f"C{k}", d) for k in range(1, K + 1)],
        }
    p |= {"mean1": _vector("m1", d), "cov1": _matrix("S1", d)}
    if law == "gaussian" and "independent" not in needs:
        p["cross"] = [[f"X{i}{j}" for j in range(d)] for i in range(d)]
    if law == "transport":
        p = impose(frozenset({"diagonal"}), p)
    return p


def _build(law: str, p: Parameters, ar: Arithmetic) -> Any:
    if "weights" in p and isinstance(p["weights"][-1], str):
        first = ar.array(p["weights"][:-1]) if len(p["weights"]) > 1 else []
        p = {**p, "weights": [*first, 1 - sum(first)]}
    return cases.regime(law, p, (), ()).law(ar)


def _vector(letter: str, d: int) -> tuple[str, ...]:
    return tuple(f"{letter}_{i}" for i in range(d))


def _matrix(letter: str, d: int) -> list[list[str]]:
    return [[f"{letter}_{min(i, j)}{max(i, j)}" for j in range(d)] for i in range(d)]
