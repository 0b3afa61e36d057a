"""What can be said of a formula that nothing in the catalogue matches: measured properties, each a short sentence."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from analytic.arithmetic import Law, Points, Time
from verify.claim import Formula
from verify.derivations.diagnosis.change import of_data, of_law, of_means
from verify.derivations.diagnosis.families import Family
from verify.derivations.diagnosis.sampled import Sample, constant_axes, family, in_floats, values
from verify.derivations.statement import Derivation
from verify.regimes.laws import mixed

NO_RULE = "it differs from the reference by no simple rule"
NEAR = 1e-2  # of the size. Chosen: what is farther off is another quantity, and not an approximation; only words depend on it
SPREAD, SPREAD_FROM_ONE = 1e-6, 1e-3  # of a constant ratio, and of its distance to 1. Chosen: far above what rounding leaves
LIKE_ONE = 1e-3  # a ratio this near to 1 is shown by its distance to it
EXACT = 1e-9  # of a value that is right. Chosen: 10^7 units of float64, far above OTHER_TEXT and below any wrong term
TRUNCATION = 0.05  # of F - J may be left beside its leading term. Chosen: the next one is of relative size h, or h^2
QUARTER = 1e-4  # u^(1/4), the step at which a second difference errs least in float64, by u^(1/2)

Move = Callable[[Any, Any, Any], tuple[Any, Any, Any]]  # of a law, a time and points to others


def facts(d: Derivation, s: Sample | None, seed: int) -> list[str]:
    if s is None:
        return ["it cannot be evaluated in float64"]
    if not np.isfinite(s.F).all():
        return [f"{int((~np.isfinite(s.F)).sum())} of {s.F.size} values are NaN or infinite"]
    found = [*_ignores(d, s), *(_quotient(d, s) or _near(d, s)), *_ratio(d, s), *_shape(d, s)]
    return found or [NO_RULE]


def _values(d: Derivation, f: Formula, cases: Any) -> np.ndarray | None:
    return values(f, cases, constant_axes(d.quantity))


def _scale(v: np.ndarray) -> float:
    return float(np.sqrt(np.mean(v * v)))


def _reference(d: Derivation, s: Sample) -> np.ndarray | None:
    return _values(d, d.quantity.of[d.law], s.cases)


def _moved(s: Sample, move: Move) -> Any:
    return tuple(tuple(move(*case) for case in row) for row in s.cases)


def off(d: Derivation, s: Sample) -> float:
    """How far the formula is from the quantity, in units of its size; infinity where that cannot be told."""
    ref = _reference(d, s)
    return float("inf") if ref is None or ref.shape != s.F.shape else _scale(s.F - ref) / _scale(ref)


def _ignores(d: Derivation, s: Sample) -> list[str]:
    """Arguments that do not matter."""
    ref = _reference(d, s)
    if ref is None:
        return []
    free = {name: move for name, move in {**_other_laws(s), **ELSEWHERE}.items() if not d.needs & FIXED.get(name, frozenset())}
    ignored = [name for name, move in free.items() if _is_ignored(d, s, ref, move)]
    if not ignored:
        return []
    own = ": it is of a law of its own, not of the one it is given" if "the data means" in ignored else ""
    return [f"ignores {', '.join(ignored)}{own}"]


def _is_ignored(d: Derivation, s: Sample, ref: np.ndarray, move: Move) -> bool:
    """The formula stays as it is where the quantity does not."""
    try:
        cases = _moved(s, move)
    except (ValueError, TypeError, ArithmeticError):  # no such law
        return False
    own, right = _values(d, in_floats(d), cases), _values(d, d.quantity.of[d.law], cases)
    return own is not None and right is not None and np.allclose(own, s.F) and not np.allclose(right, ref)


FIXED = {  # what is assumed of an argument: a formula that was written for it need not look at it
    "the source mean": frozenset({"standard source", "centred source"}),
    "the source covariance": frozenset({"standard source", "white source"}),
    "the data means": frozenset({"centred data"}),
    "the weights": frozenset({"equal weights", "K=1"}),
}
ELSEWHERE: dict[str, Move] = {
    "t": lambda law, t, x: (law, law.ar.array(1 - t), x),
    "x": lambda law, t, x: (law, t, x[::-1] / 2),
}


def _other_laws(s: Sample) -> dict[str, Move]:
    """Laws that differ in one parameter."""
    common = {
        "the source mean": of_law(lambda law: {"m0": law.m0 + 1}),
        "the source covariance": of_law(lambda law: {"S0": 3 * law.S0}),
    }
    common |= {
        "the data means": of_law(of_means(lambda m: 2 * m + 1)),
        "the data covariances": of_law(of_data(lambda law, C: 2 * C)),
    }
    if not mixed(s.cases[0][0][0]):
        return common
    return common | {"the weights": of_law(lambda law: {"w": law.w[::-1] ** 2 / (law.w**2).sum()})}


def _near(d: Derivation, s: Sample) -> list[str]:
    like = "as an approximation would be (a step, a truncation, a + 1e-8)"
    return [f"close to the {d.quantity.name}: within {far:.1g} of its size, {like}"] if (far := off(d, s)) < NEAR else []


def _quotient(d: Derivation, s: Sample) -> list[str]:
    """F - J is h/2 d^2u_i/dx_j^2, or h^2/6 d^3u_i/dx_j^3: a one-sided or a central difference quotient of step h."""
    ref = _reference(d, s)
    if d.quantity.name != "jacobian" or ref is None:
        return []
    off = s.F - ref
    for scheme, derivative, step in SCHEMES:
        slope = _values(d, partial(_along_axes, d.quantity.of[d.law], derivative), s.cases)
        if slope is None or not _scale(slope):
            continue
        c = float(np.sum(off * slope) / np.sum(slope * slope))
        if _scale(off - c * slope) < TRUNCATION * _scale(off):
            return [f"the jacobian by a {scheme} difference quotient of step {step(c):.2g}: what differs is its truncation error"]
    return []


def _along_axes(J: Formula, derivative: Callable[..., Any], law: Law, t: Time, x: Points) -> np.ndarray:
    """A derivative of column j of J along axis j, for each j."""
    steps = QUARTER * np.eye(x.shape[-1])
    return np.stack([derivative(*(J(law, t, y)[..., j] for y in (x + h, x, x - h))) for j, h in enumerate(steps)], -1)


def _first(up: Any, here: Any, down: Any) -> Any:
    return (up - down) / (2 * QUARTER)


def _second(up: Any, here: Any, down: Any) -> Any:
    return (up - 2 * here + down) / QUARTER**2


# a quotient, the derivative of J that its truncation error c times is, and its step
SCHEMES: tuple[tuple[str, Callable[..., Any], Callable[[float], float]], ...] = (
    ("one-sided", _first, lambda c: 2 * c),
    ("central", _second, lambda c: float(np.sqrt(abs(6 * c)))),
)


def _ratio(d: Derivation, s: Sample) -> list[str]:
    ref = _reference(d, s)
    if ref is None or ref.shape != s.F.shape:
        return []
    found = []
    ratio = s.F / np.where(ref == 0, np.nan, ref)
    factor = np.nanmean(ratio)
    if np.nanstd(ratio) < min(SPREAD * abs(factor), SPREAD_FROM_ONE * abs(factor - 1)):
        shown = f"1 {factor - 1:+.3g}" if abs(factor - 1) < LIKE_ONE else f"{factor:.6g}"
        found.append(f"its ratio to the {d.quantity.name} is constant, {shown}")
    right = np.max(np.abs(s.F - ref), axis=1) < EXACT
    for end, first in (("source", right), ("data", right[::-1])):
        if first[0] and not first[-1] and not np.any(first[1:] > first[:-1]):
            found.append(f"right near the {end}")
    return found


def _shape(d: Derivation, s: Sample) -> list[str]:
    """Properties of the values themselves."""
    found, f = [], in_floats(d)
    if family(d.quantity) is Family.VECTOR:
        two = [_values(d, f, tuple(tuple((law, t, c * x) for law, t, x in row) for row in s.cases)) for c in (0.0, 0.5)]
        if two[0] is not None and two[1] is not None and np.allclose(two[1], (two[0] + s.F) / 2):
            found.append("linear in x" if np.allclose(two[0], 0) else "affine in x")
    if family(d.quantity) in (Family.MATRIX, Family.CONSTANT_MATRIX):
        parts = [np.asarray(f(*c)) for row in s.cases for c in row]
        square = all(M.ndim > 1 and M.shape[-1] == M.shape[-2] for M in parts)
        if square and all(np.allclose(M, M.swapaxes(-1, -2)) for M in parts):
            found.append("symmetric")
    return found
