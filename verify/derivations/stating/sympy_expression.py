"""SymPy expressions as derivations: symbols are known by their names, in symbols, balls and digits, for explicit d and K.

Names: t; x_0, x_1 ...; w1, w2 ...; m1_0 the first entry of m_1; C1_00, C1_01 ... of C_1; m0_0, S0_00 ... of the source; of Gaussian
pairs m1_0, S1_00, X00. With d = 1 the indices may be left out: x, m1, C1, m0, S0, X. `verify.symbols_of` hands them out.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import sympy as sp

from analytic import arithmetic
from analytic.arithmetic import Law, Points, Time
from verify.derivations.parameters import EXCHANGED
from verify.derivations.quantities import Quantity
from verify.derivations.statement import Derivation, ExactText
from verify.evidence.symbols import evaluate
from verify.regimes.laws import LAWS, TIMED, mixed
from verify.regimes.symbolic import names_of, symbolic


def of_expression(stated: Derivation, expression: Any, rename: dict[str, str] | None = None) -> Derivation:
    """The expression, Matrix or nested list of them, of the law and the dimensions that its symbols imply."""
    if stated.law not in TIMED:
        raise TypeError(f"{stated.name}: an expression has no symbols for the law {stated.law!r}: state a function")
    entries = np.array(expression.tolist() if hasattr(expression, "tolist") else expression, dtype=object)
    entries = np.frompyfunc(sp.sympify, 1, 1)(entries) if entries.ndim else np.array(sp.sympify(entries.item()), dtype=object)
    free = {str(s) for e in entries.flat for s in e.free_symbols}
    renamed = {old: (rename or {}).get(old, old) for old in free}
    d, K, needs = _implied(stated, set(renamed.values()), entries)
    known = _names(stated.law, d, K)
    if unknown := sorted(set(renamed.values()) - known):
        raise TypeError(
            f"{stated.name}: unknown symbols {', '.join(unknown)}; with d = {d}, K = {K} there are {', '.join(sorted(known))}"
        )
    entries = entries.reshape(_shape(stated.quantity, d, K, entries))

    def formula(law: Law, t: Time, x: Points) -> Any:
        return _at(entries, renamed, law, t, x)

    name = stated.name if stated.where or stated.name != type(expression).__name__ else "the expression"
    return replace(stated, name=name, formula=ExactText(formula, stated.convention, floats=False), needs=stated.needs | needs)


def values(law: Law, t: Time, x: Points) -> dict[str, Any]:
    """Every name, with its number in the law: t, x_0, m1_0, C1_00 ..., and with d = 1 also x, m1, C1."""
    out: dict[str, Any] = {"t": t[()] if isinstance(t, np.ndarray) else t}
    vectors, matrices = {"x": x, "m0": law.m0}, {"S0": law.S0}
    if mixed(law):
        for k in range(len(law.w)):
            out[f"w{k + 1}"] = law.w[k]
            vectors[f"m{k + 1}"], matrices[f"C{k + 1}"] = law.m[k], law.C[k]
    else:
        vectors["m1"], matrices["S1"] = law.m1, law.S1
        out |= {f"X{i}{j}": e for (i, j), e in np.ndenumerate(getattr(law, "X", np.empty((0, 0))))}
    for name, v in vectors.items():
        out |= {f"{name}_{i}": e for i, e in enumerate(v)}
    for name, M in matrices.items():
        out |= {f"{name}_{i}{j}": e for (i, j), e in np.ndenumerate(M)}
    if len(x) == 1:
        out |= {name.split("_")[0].replace("X00", "X"): e for name, e in out.items() if name.endswith(("_0", "_00", "X00"))}
    return out


def _at(entries: Any, renamed: dict[str, str], law: Law, t: Time, x: Points) -> Any:
    """The entries at each point, (n, ...)."""
    out = np.empty((len(x), *entries.shape), dtype=object)
    for i, point in enumerate(x):
        at = values(law, t, point)
        for index, e in np.ndenumerate(entries):
            own = {s: at[renamed[str(s)]] for s in e.free_symbols}
            out[(i, *index)] = e.xreplace(own) if law.ar.name == "symbols" else evaluate(e, dict(own), law.ar)
    return out


def _implied(stated: Derivation, names: set[str], entries: Any) -> tuple[int, int, frozenset[str]]:
    """d and K from the symbols, else from the shape, else from what is assumed; and what leaving the source out assumes."""
    assumed = {n.split("=")[0]: int(n.split("=")[1]) for n in stated.needs if "=" in n and n[0] in "dK"}
    spaces = [n.split("_")[1] for n in names if "_" in n and n.split("_")[1].isdigit()]
    ends = [int(c) for s in spaces for c in (s if len(s) > 1 else [s])]
    axes = [n for n, letter in zip(entries.shape[::-1], stated.quantity.axes[::-1], strict=False) if letter == "d"]
    law = LAWS[stated.law]
    d = 1 if law.on_a_line else assumed.get("d") or max([1 + max(ends, default=0), *axes[:1]])
    counted = [int(n.split("_")[0][1:] or 0) for n in names if n[0] in "wmC" and n.split("_")[0][1:].isdigit()]
    K = (assumed.get("K") or max([1, *counted])) if law.mixed else 1
    needs = {f"d={d}"} | ({f"K={K}"} if law.mixed else set())
    source = ("m1", "S1") if EXCHANGED in stated.needs else ("m0", "S0")
    if law.path and not any(n.startswith(source) for n in names):
        needs |= {"standard source"}
    if law.coupled and not any(n.startswith("X") for n in names):
        needs |= {"independent"}
    return d, K, frozenset(needs)


def _names(law: str, d: int, K: int) -> set[str]:
    regime = symbolic(law, names_of(law, d, K), "symbols", "all parameters")
    ar = arithmetic.symbols()
    made: Any = regime.law(ar)
    return set(values(made, ar.array("t"), ar.array(list(regime.points[0]))))


def _shape(quantity: Quantity, d: int, K: int, entries: Any) -> tuple[int, ...]:
    wanted = tuple({"d": d, "K": K, "1": 1}[c] for c in quantity.axes)
    if entries.size != np.prod(wanted, dtype=int):
        raise ValueError(f"the expression has shape {entries.shape}: it must be {wanted}, {quantity.shape} without the points")
    return wanted
