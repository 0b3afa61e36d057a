"""What can be said of a formula that nothing in the catalogue matches: measured properties, each a short sentence."""

from collections.abc import Callable
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Formula
from verify.derivations.diagnosis.change import data_fields, remade
from verify.derivations.diagnosis.families import CONSTANT, Family
from verify.derivations.diagnosis.sampled import Sample, family, in_floats, values
from verify.derivations.statement import Derivation
from verify.regimes.constructors import kind_of


def facts(d: Derivation, s: Sample | None, seed: int) -> list[str]:
    if s is None:
        return ["it cannot be evaluated in float64"]
    if not np.isfinite(s.F).all():
        return [f"{int((~np.isfinite(s.F)).sum())} of {s.F.size} values are NaN or infinite"]
    found = [*_ignores(d, s), *(_quotient(d, s) or _near(d, s)), *_ratio(d, s), *_shape(d, s)]
    return found or ["it differs from the reference by no simple rule"]


def _values(d: Derivation, f: Formula, cases: Any) -> np.ndarray | None:
    return values(f, cases, family(d.quantity) in CONSTANT)


def _scale(v: np.ndarray) -> float:
    return float(np.sqrt(np.mean(v * v)))


def _reference(d: Derivation, s: Sample) -> np.ndarray | None:
    law = "line" if d.law == "line" else d.law
    f = d.quantity.of[law]
    return _values(d, f, s.cases)


def rough(d: Derivation, s: Sample) -> list[str]:
    """Does it jump when x moves by a few units in the last place?"""
    unit = d.unit
    moved = _values(d, in_floats(d), tuple(tuple((law, t, x * (1 + 4 * unit) + 4 * unit) for law, t, x in row) for row in s.cases))
    again = _values(d, in_floats(d), s.cases)
    if again is not None and not np.array_equal(again, s.F):
        return ["not deterministic: two calls with the same arguments differ; it depends on a random or global state"]
    jump = _scale(moved - s.F) if moved is not None else 0.0
    if jump < 1e5 * unit * (1 + _scale(s.F)):
        return []
    ref = _reference(d, s)
    off = "" if ref is None else f"; it is the {d.quantity.name} within {_scale(s.F - ref) / _scale(ref):.1g}"
    return [f"rounding noise: it jumps by {jump:.2g} when x moves by a unit in the last place, as a difference quotient with too "
            f"small a step does (in float32 take a step near 3e-3, or float64){off}"]  # fmt: skip


def _ignores(d: Derivation, s: Sample) -> list[str]:
    """Arguments that do not matter."""
    ar = arithmetic.float64()
    first, _, _ = s.cases[0][0]
    data, means = data_fields(first)
    changes: dict[str, Any] = {
        "the source mean": lambda law: remade(law, m0=law.m0 + 1),
        "the source covariance": lambda law: remade(law, S0=3 * law.S0),
        "the data means": lambda law: remade(law, **{means: 2 * getattr(law, means) + 1}),
        "the data covariances": lambda law: remade(law, **{data: 2 * getattr(law, data)}),
    }
    if kind_of(first) == "mixture":
        changes["the weights"] = lambda law: remade(law, w=law.w[::-1] ** 2 / (law.w**2).sum())
    ref, ignored, f = _reference(d, s), [], d.quantity.of[d.law]
    for name, change in changes.items():
        try:
            cases = tuple(tuple((change(law), t, x) for law, t, x in row) for row in s.cases)
            moved, right = _values(d, in_floats(d), cases), _values(d, f, cases)
        except (ValueError, TypeError, ArithmeticError):
            continue
        if moved is not None and right is not None and ref is not None and np.allclose(moved, s.F) and not np.allclose(right, ref):
            ignored.append(name)
    elsewhere: dict[str, Callable[[Any, Any, Any], Any]] = {
        "t": lambda law, t, x: (law, ar.array(1 - t), x),
        "x": lambda law, t, x: (law, t, x[::-1] * 0.5),
    }
    for name, other in elsewhere.items():
        cases = tuple(tuple(other(*c) for c in row) for row in s.cases)
        moved, right = _values(d, in_floats(d), cases), _values(d, f, cases)
        if moved is not None and right is not None and ref is not None and np.allclose(moved, s.F) and not np.allclose(right, ref):
            ignored.append(name)
    whole = {"the source mean", "the source covariance", "the data means", "the data covariances"} <= set(ignored)
    extra = ": it is of a law of its own, not of the one it is given" if whole or "the data means" in ignored else ""
    return [f"ignores {', '.join(ignored)}{extra}"] if ignored else []


def _near(d: Derivation, s: Sample) -> list[str]:
    ref = _reference(d, s)
    if ref is None or ref.shape != s.F.shape:
        return []
    off = _scale(s.F - ref) / _scale(ref)
    like = "as an approximation would be (a step, a truncation, a + 1e-8)"
    return [f"close to the {d.quantity.name}: within {off:.1g} of its size, {like}"] if off < 1e-2 else []


def _quotient(d: Derivation, s: Sample) -> list[str]:
    """F - J is h/2 d^2u_i/dx_j^2, or h^2/6 d^3u_i/dx_j^3: a one-sided or a central difference quotient of step h."""
    ref = _reference(d, s)
    if d.quantity.name != "jacobian" or ref is None:
        return []
    J, e = d.quantity.of[d.law], 1e-4

    def derivative(order: int) -> np.ndarray | None:
        def f(law: Any, t: Any, x: Any) -> np.ndarray:
            steps = e * np.eye(x.shape[-1])
            columns = [(J(law, t, x + h)[..., j], J(law, t, x)[..., j], J(law, t, x - h)[..., j]) for j, h in enumerate(steps)]
            found = [(p - q) / (2 * e) if order == 1 else (p - 2 * m + q) / e**2 for p, m, q in columns]
            return np.stack(found, -1)

        return _values(d, f, s.cases)

    for order, name in ((1, "one-sided"), (2, "central")):
        slope = derivative(order)
        if slope is None or not _scale(slope):
            continue
        c = float(np.sum((s.F - ref) * slope) / np.sum(slope * slope))
        if _scale(s.F - ref - c * slope) < 0.05 * _scale(s.F - ref):
            step = 2 * c if order == 1 else np.sqrt(abs(6 * c))
            return [f"the jacobian by a {name} difference quotient of step {step:.2g}: what differs is its truncation error"]
    return []


def _ratio(d: Derivation, s: Sample) -> list[str]:
    ref = _reference(d, s)
    if ref is None or ref.shape != s.F.shape:
        return []
    found = []
    ratio = s.F / np.where(ref == 0, np.nan, ref)
    factor = np.nanmean(ratio)
    if np.nanstd(ratio) < min(1e-6 * abs(factor), 1e-3 * abs(factor - 1)):
        shown = f"1 {factor - 1:+.3g}" if abs(factor - 1) < 1e-3 else f"{factor:.6g}"
        found.append(f"its ratio to the {d.quantity.name} is constant, {shown}")
    right = np.max(np.abs(s.F - ref), axis=1) < 1e-9
    for text, first in (("t", right), ("1 - t", right[::-1])):
        if first[0] and not first[-1] and not np.any(first[1:] > first[:-1]):
            found.append(f"right where {text} is small")
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
        if all(np.allclose(M, M.swapaxes(-1, -2)) for M in parts):
            found.append("symmetric")
    return found
