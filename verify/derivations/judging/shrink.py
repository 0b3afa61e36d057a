"""The simplest counterexample near a given one: parameters 0 and 1, t = 1/2, coordinates 0 and 1, as far as they still differ."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.judging.compare import compare
from verify.derivations.parameters import Parameters, diagonal, impose, scaled, weights
from verify.derivations.seen import Difference
from verify.derivations.spent import spent
from verify.derivations.statement import Derivation
from verify.regimes.laws import LAWS

TIMES = (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4), Fraction(0), Fraction(1))
BITS = (3, 8, 16, 24, 32, 40)  # after the point: what needs every bit of its input keeps as few as it can


def shrink(d: Derivation, found: Difference, deadline: float) -> Difference:
    """Greedy: the first simpler case that still differs, until none does or the time is up."""
    best = replace(found, regime=replace(found.regime, times=(found.t,), points=(found.x,)))
    improved = True
    while improved and spent() < deadline:
        improved = False
        for r in simpler(d, best.regime):
            if spent() > deadline:
                break
            new = _differs(d, r)
            if new is not None and new.gap is best.gap:
                best, improved = new, True
                break
    return best


def simpler(d: Derivation, r: Regime) -> Iterator[Regime]:
    """The same case with one thing made simpler, within what the derivation needs."""
    (t,), (x,), p = r.times, r.points, cases.parameters(r)
    n = len(x)
    for s in (*TIMES, *(_rounded(t, bits) for bits in BITS)):
        if _cost(s) < _cost(t) and not (s in (0, 1) and d.needs & {"0<t<1", "t<1", "t>0"}):
            yield replace(r, times=(s,))
    halves, shorter = ((i, int(x[i] / 2)) for i in range(n)), ((i, _rounded(x[i], bits)) for bits in BITS for i in range(n))
    for i, value in [*((i, v) for v in (0, 1) for i in range(n)), *halves, *shorter]:
        if _cost(value) < _cost(x[i]):
            yield replace(r, points=((*x[:i], value, *x[i + 1 :]),))
    if d.regimes:
        return
    for q, y in smaller(d, p, x):
        yield cases.regime(d.law, impose(d.needs, q), r.times, (y,), r.name, r.about, r.role)
    own = LAWS[d.law].drawn
    for q in own.simpler(p) if own else _parameters(p, n):
        q = impose(d.needs, q)
        if _size(q) < _size(p):
            yield cases.regime(d.law, q, r.times, r.points, r.name, r.about, r.role)


def smaller(d: Derivation, p: Parameters, x: tuple[Any, ...]) -> Iterator[tuple[Parameters, tuple[Any, ...]]]:
    """One component less, its weight given to another; one dimension less."""
    K, n = len(p.get("weights", ())), len(x)
    for k in range(K) if cases.fits(d.law, d.needs, n, K - 1) else ():
        rest = _without(p["weights"], k)
        rest[0] += p["weights"][k]
        yield {**p, "weights": rest, "means": _without(p["means"], k), "covs": _without(p["covs"], k)}, x
    for i in range(n) if cases.fits(d.law, d.needs, n - 1, K or 1) else ():
        yield {key: value if key == "weights" else _flatter(value, i, key) for key, value in p.items()}, tuple(_without(x, i))


def _flatter(value: Any, i: int, key: str) -> Any:
    """A vector or matrix, or a list of them, without axis i."""
    if key in ("means", "covs"):
        return [_flatter(v, i, "") for v in value]
    if not isinstance(value, (list, tuple)):
        return value
    return [_without(row, i) if isinstance(row, (list, tuple)) else row for row in _without(value, i)]


def _without(values: Any, i: int) -> list[Any]:
    return [*values[:i], *values[i + 1 :]]


def _parameters(p: Parameters, n: int) -> Iterator[Parameters]:
    """Simpler ones: all numbers shorter; an entry of a mean, a covariance, or the weights replaced."""
    for bits in BITS:
        yield {key: value if key == "weights" else _rounded(value, bits) for key, value in p.items()}
    for key in ("mean0", "mean1"):
        for i in range(n) if key in p else ():
            for value in (0, 1):
                yield {**p, key: [*p[key][:i], value, *p[key][i + 1 :]]}
    for key in ("cov0", "cov1"):
        if key in p:
            yield from ({**p, key: C} for C in _covariances(n, p[key]))
    if "cross" in p:
        yield {key: value for key, value in p.items() if key != "cross"}
        yield {**p, "cross": diagonal(p["cross"])}
    for k in range(len(p.get("means", ()))):
        for value in (0, 1, -1):
            yield {**p, "means": _put(p["means"], k, [value if i == k % n else 0 for i in range(n)])}
        yield from ({**p, "covs": _put(p["covs"], k, C)} for C in _covariances(n, p["covs"][k]))
    if "weights" in p:
        yield {**p, "weights": weights(len(p["weights"]))}


def _covariances(n: int, C: Any) -> Iterator[Any]:
    """I, the diagonal of C, 1, 2, ... n on a diagonal, and 2 with 1 beside it, which commutes with no unequal diagonal."""
    yield scaled(n, 1)
    yield diagonal(C)
    yield [[1 + i if i == j else 0 for j in range(n)] for i in range(n)]
    if n > 1:
        yield [[(2, 1)[abs(i - j)] if abs(i - j) < 2 else 0 for j in range(n)] for i in range(n)]
    else:
        yield scaled(n, 1)


def _differs(d: Derivation, r: Regime) -> Difference | None:
    try:
        return compare(d, r).difference
    except (ValueError, ArithmeticError):
        return None


def _rounded(value: Any, bits: int) -> Any:
    """To multiples of 2^-bits."""
    if isinstance(value, (list, tuple)):
        return [_rounded(v, bits) for v in value]
    return Fraction(round(value * 2**bits), 2**bits)


def _put(values: Any, k: int, value: Any) -> Any:
    return [*values[:k], value, *values[k + 1 :]]


def _cost(q: Any) -> int:
    """0, 1, -1, 2, 1/2 ... : the order in which numbers are simple."""
    f = Fraction(q)
    return 0 if f == 0 else 2 * (abs(f.numerator) + f.denominator) - 3 + (f < 0)


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return sum(_size(v) for v in value.values())
    return sum(map(_size, value)) if isinstance(value, (list, tuple)) else _cost(value)
