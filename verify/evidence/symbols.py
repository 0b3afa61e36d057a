"""Symbols: the residual of `formula` is zero for all parameters of the regime.

Random rational points come first: balls that exclude zero at one of them refute it, and the point is the witness. Else
the residual is proved to vanish as a rational function of the parameters and their exponentials, logarithms and roots
(zero.py); where that proof fails it is undecided.
"""

from fractions import Fraction
from functools import partial, reduce
from operator import add, mul
from random import Random
from typing import Any

import numpy as np
import sympy as sp
from flint import arb, fmpq

from analytic import arithmetic
from verify.claim import Case, Formula, Function, Outcome, Regime, Test, cases
from verify.evidence.zero import is_zero, postorder, symbols_of
from verify.record import Finding
from verify.sharing import shared

# Random rational points at which a residual must vanish before a proof is tried. Chosen: the proof decides, points only save it the
# time and give the witness; a nonzero residual that vanishes at one of them by chance is found at the next.
TRIES = 4
BITS = 256  # of the balls at these points: a residual above 2^-200 or so excludes zero, a smaller one is left to the proof
FUNCTIONS = ("exp", "log", "erfc", "sin", "cos", "atan", "acos")


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    terms = 0
    for case in cases(regime, arithmetic.symbols()):
        for index, e in np.ndenumerate(np.asarray(residual(test, formula, case), dtype=object)):
            terms += 1
            outcome, why = _entry(sp.sympify(e), seed)
            if outcome is not Outcome.HOLDS:
                return _finding(outcome, 1.0, f"{regime.about}, entry {list(index)}", why)
    scope = f"for {regime.about} ({terms} {'entry' if terms == 1 else 'entries'})"
    if not terms:
        return _finding(Outcome.UNDECIDED, 0.0, scope, "the residual is empty")
    return _finding(Outcome.HOLDS, 0.0, scope)


def _finding(outcome: Outcome, measure: float, scope: str, witness: str = "") -> Finding:
    return Finding(
        outcome=outcome,
        measure=measure,
        bound=0.0,
        unit="entries not zero",
        scope=scope,
        arithmetic="symbols",
        witness=witness,
        dtype="exact",
    )


def _entry(e: Any, seed: int) -> tuple[Outcome, str]:
    """Whether the expression vanishes, and what shows that it does not, or why it is not known."""
    try:
        witness, values = search(e, seed)
        if witness:
            return Outcome.REFUTED, witness
        if not values:
            return Outcome.UNDECIDED, "it has no finite value at random points"
        return (Outcome.HOLDS, "") if is_zero(e) else (Outcome.UNDECIDED, "zero at random points, but no proof")
    except ValueError as unknown:
        return Outcome.UNDECIDED, str(unknown)


def residual(test: Test, formula: Formula, case: Case) -> Any:
    """The residual itself, or the SymPy derivative of `test.subject` less the formula."""
    if "along" not in test.options:
        return test.subject(formula, case)
    return _derivative(test.subject, test.options["along"], case) - np.asarray(case.value(formula))


@shared
def _derivative(of: Function, along: str, case: Case) -> Any:
    value = np.asarray(case.value(of))
    if along == "t":
        return np.frompyfunc(partial(slope, case.t[()]), 1, 1)(value)
    return np.stack([np.frompyfunc(partial(slope, v), 1, 1)(value) for v in case.x[0]], axis=-1)


def search(e: Any, seed: int) -> tuple[str, int]:
    """A rational point at which balls certify that e is not zero, in words, else empty; and at how many points e has a value."""
    values = 0
    free, random = symbols_of(e), Random(seed)
    with arithmetic.balls(BITS).scope():
        for _ in range(TRIES):
            at = [_draw(str(s), random) for s in free]
            value = evaluate(e, {s: _ball(q) for s, q in zip(free, at, strict=True)})
            values += value.is_finite()
            if value.is_finite() and not value.contains(0):
                where = ", ".join(f"{s} = {q}" for s, q in zip(free, at, strict=True)) or "everywhere"
                return f"{where}: residual {value.str(8)}", values
    return "", values


def evaluate(e: Any, at: dict[Any, Any], ar: Any = None) -> Any:
    """The expression in balls, or in another arithmetic. (SymPy's lambdify would print 1/3 as a quotient of ints, a float.)"""
    ar = ar or arithmetic.balls(BITS)
    functions: dict[Any, Any] = {getattr(sp, name): getattr(ar, name) for name in FUNCTIONS}
    functions[sp.Pow] = lambda b, k: b**k
    for node in postorder(e):
        if node in at:
            continue
        args = [at[a] for a in node.args]
        if node.is_Rational:
            at[node] = ar.array(Fraction(int(node.p), int(node.q)))[()]
        elif node is sp.pi:
            at[node] = ar.pi()
        elif node.is_Add or node.is_Mul:
            at[node] = reduce(add if node.is_Add else mul, args)
        else:
            if node.func not in functions:
                raise ValueError(f"{node.func.__name__} has no ball or digits: symbols cannot decide it")
            at[node] = functions[node.func](*args)
    return at[e]


def _ball(q: Any) -> arb:
    return arb(fmpq(int(q.p), int(q.q)))


def slope(v: Any, e: Any) -> Any:
    """de/dv as sp.diff has it, but of a subexpression once, however often it is used."""
    known: dict[Any, Any] = {}
    for node in postorder(sp.sympify(e)):
        moving = [i for i, a in enumerate(node.args) if known[a] != 0]
        if node.is_Add:
            known[node] = sp.Add(*(known[a] for a in node.args))
        elif node.is_Mul:
            known[node] = sp.Add(*(sp.Mul(*node.args[:i], known[node.args[i]], *node.args[i + 1 :]) for i in moving))
        elif node.is_Pow and moving == [0]:
            known[node] = node.exp * node.base ** (node.exp - 1) * known[node.base]
        elif isinstance(node, sp.Function) and len(node.args) == 1 and moving:
            known[node] = node.fdiff() * known[node.args[0]]
        else:
            known[node] = sp.diff(node, v) if moving or not node.args else sp.Integer(0)
    return known[e]


def _draw(name: str, random: Random) -> sp.Rational:
    """A rational where laws live: t and weights in (0, 1), diagonals above, everything else below the diagonals."""
    if name == "t" or name.startswith("w"):
        return sp.Rational(random.randint(1, 9), 30)
    if name[0] in "SC" and len(set(name.split("_")[1])) == 1:
        return sp.Rational(random.randint(4, 30), 4)
    if name[0] in "SCX":
        return sp.Rational(random.randint(-9, 9), 10)
    return sp.Rational(random.randint(-30, 30), 10)
