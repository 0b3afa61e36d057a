"""Linear Gaussian structural models x = B x + c + u, u ~ N(0, diag V), as a law of the cases: parameters simple, random, extreme.

Effects are B (d, d), b_ij that of x_j on x_i; variances are V (d,), intercepts c (d,). Random models are numbered in any order.
"""

from collections.abc import Iterator
from fractions import Fraction as F
from random import Random
from typing import Any

from analytic import arithmetic, scm
from analytic.arithmetic import Arithmetic
from verify.claim import Role
from verify.regimes import operands
from verify.regimes.numbers import every_bit

Parameters = dict[str, Any]
LETTERS = {
    "effects": ("B", "W", "A", "weights", "coefficients", "adjacency"),
    "variances": ("V", "noise_variances", "noise_var", "noise_vars", "var", "omega", "Omega", "D"),
    "intercepts": ("c", "b", "intercept", "means", "noise_means", "mu"),
}
NEEDS = {"variances": "unit noise", "intercepts": "centred noise"}  # what a function assumes that does not ask for them
LEAST = F(1, 8)  # a random variance
TINY = F(1, 2**20)
GIVEN = 8  # cases of one model
BITS = (3, 8, 16, 24, 32)  # after the point, of a number made shorter


def law(ar: Arithmetic, effects: Any, variances: Any, intercepts: Any) -> scm.Model:
    return scm.model(ar, effects, variances, intercepts)


def size(p: Parameters) -> int:
    return len(p["variances"])


def rung(d: int, step: int) -> Parameters:
    """Step 0: a chain, unit noise, c = 0; 1: all arrows onwards, unequal noises; 2: c; 3: numbered backwards."""
    weights = (1, -2, F(1, 2), 3)
    B = [[_weight(weights, i, j) if j < i and (step or j == i - 1) else 0 for j in range(d)] for i in range(d)]
    V = [1 if step == 0 else (2, 1, F(1, 4))[i % 3] for i in range(d)]
    c = [0 if step < 2 else (1, -1, 2)[i % 3] for i in range(d)]
    p = {"effects": B, "variances": V, "intercepts": c}
    return numbered(p, [*reversed(range(d))]) if step == 3 else p


def _weight(weights: tuple[Any, ...], i: int, j: int) -> Any:
    return weights[(i * (i - 1) // 2 + j) % len(weights)]


def given(p: Parameters, random: Random) -> Iterator[tuple[str, Parameters]]:
    """One model, with each variable set in turn, to values that need every bit; ValueError where it is none."""
    if not isinstance(B := p.get("effects"), list) or not B:
        raise ValueError("parameters= of a structural model must hold effects [[...], ...]; variances [...], intercepts [...]")
    d = len(B)
    p = {"variances": [1] * d, "intercepts": [0] * d, **p}
    law(arithmetic.float64(), **p)  # what it refuses is told here
    for n in range(max(d, GIVEN)):
        own = {name: operands.random(name, d, random, 53) for name in ("set_to", "given_nodes")}
        yield f"the given model, x_{n % d} set", {**p, "done": n % d, **own}


def turn(p: Parameters) -> int:
    """A whole number that differs between simple models."""
    arrows = sum(b != 0 for row in p["effects"] for b in row)
    return int(sum(p["variances"]) + sum(map(abs, p["intercepts"])) + arrows)


def drawn(d: int, random: Random, bits: int) -> Parameters:
    """Three of four arrows, in a random order of causes; the more variables, the weaker: so is Cov x well conditioned."""
    scale = F(4, 2 ** (d - 1).bit_length())  # a power of two: floats hold it
    B = [[scale * every_bit(random, bits) if j < i and random.random() < 3 / 4 else F(0) for j in range(d)] for i in range(d)]
    p = {"effects": B, "variances": [_positive(random, bits) for _ in range(d)]}
    p["intercepts"] = [2 * every_bit(random, bits) for _ in range(d)]
    return numbered(p, random.sample(range(d), d))


def _positive(random: Random, bits: int) -> F:
    return next(v for v in iter(lambda: 2 * abs(every_bit(random, bits)), None) if v > LEAST)


def numbered(p: Parameters, order: Any) -> Parameters:
    """The same model, its variables named in another order."""
    B = p["effects"]
    return {**p, **{name: [p[name][i] for i in order] for name in NEEDS}, "effects": [[B[i][j] for j in order] for i in order]}


def imposed(needs: frozenset[str], p: Parameters) -> Parameters:
    """Changed as little as it takes to satisfy `needs`."""
    d = len(p["variances"])
    if "unit noise" in needs:
        p = {**p, "variances": [1] * d}
    if "centred noise" in needs:
        p = {**p, "intercepts": [0] * d}
    if "causes first" in needs:
        p = numbered(p, scm.causal_order(scm.model(arithmetic.float64(), p["effects"], [1] * d)))
    return p


def extremes(needs: frozenset[str], d: int) -> Iterator[tuple[str, Parameters, list[list[int]], Role]]:
    """A name, parameters, units, and what the case is there for."""
    p, near = rung(d, 3), [[0] * d, [1] * d, [(2, -1, 1)[i % 3] for i in range(d)]]
    yield "no arrows", {**p, "effects": [[0] * d] * d}, near, Role.GENERIC
    yield "far units", p, [[s * (1 - 2 * (i % 2)) for i in range(d)] for s in (40, -1000, 20_000)], Role.FAR_TAIL
    yield "large effects", {**p, "effects": [[100 * b for b in row] for row in p["effects"]]}, near, Role.NEARLY_SINGULAR
    if "unit noise" not in needs and "regular" not in needs:
        yield "little noise", {**p, "variances": [TINY, *p["variances"][1:]]}, near, Role.NEARLY_SINGULAR
        yield "a variable without noise", {**p, "variances": [0, *p["variances"][1:]]}, near, Role.SINGULAR


def simpler(p: Parameters) -> Iterator[Parameters]:
    """All numbers shorter, variances above 0; an effect 0 or 1; a variance 1; an intercept 0."""
    for bits in BITS:
        short = {name: _rounded(value, bits) for name, value in p.items()}
        yield {**short, "variances": [v if w == 0 else w for v, w in zip(p["variances"], short["variances"], strict=True)]}
    for name, values in (("variances", (1,)), ("intercepts", (0,))):
        yield from ({**p, name: _put(p[name], i, v)} for i in range(len(p[name])) for v in values)
    for i, row in enumerate(p["effects"]):
        yield from ({**p, "effects": _put(p["effects"], i, _put(row, j, v))} for j, b in enumerate(row) if b for v in (0, 1))


def names(d: int) -> Parameters:
    """A symbol for each parameter, causes first."""
    B = [[f"B_{i}{j}" if j < i else 0 for j in range(d)] for i in range(d)]
    return {"effects": B, "variances": [f"S_{i}" for i in range(d)], "intercepts": [f"c_{i}" for i in range(d)]}


def about(own: Parameters) -> str:
    """Of a proof in these symbols: their order, and the variables that are set and seen."""
    said = [f"x_{own['done']} set"] if "done" in own else []
    said += [f"x_{k} seen" for k in own.get("given_nodes", ())]
    return f" ({', '.join(['causes first', *said])})"


def _rounded(value: Any, bits: int) -> Any:
    return [_rounded(v, bits) for v in value] if isinstance(value, list | tuple) else F(round(value * 2**bits), 2**bits)


def _put(values: Any, i: int, value: Any) -> Any:
    return [*values[:i], value, *values[i + 1 :]]
