"""Trying, on one law, how a plain function is called."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.marked import of_error, put
from verify.derivations.observed_call import quiet
from verify.derivations.statement import Derivation, Misused, Unusable
from verify.derivations.stating.call_style import Style
from verify.derivations.stating.time_limit import TooLong, at_most
from verify.evidence.rounding import UNITS

TRIED = 12  # fresh laws: one of two dimensions and several components is among them
BITS = 128  # of the reference, which is rounded to float64
CLOSE = 1e-2  # a way of calling fits if the values it gives are this near; if none fits, the first that runs is taken
LONGEST = 10.0  # seconds of a trial call that only shows what is read; compiling takes a few
ROUNDED = 8  # units of rounding of a low precision are near as well
SMALLER: tuple[frozenset[str], ...] = (frozenset(), frozenset({"K=1"}), frozenset({"d=1"}), frozenset({"d=1", "K=1"}))

Ways = Callable[[Any], Iterable[Style]]
Values = Callable[[Style, Any, float, Any], Any]


def find_style(stated: Derivation, ways: Ways, values: Values) -> Style:
    """The first way of calling whose values come near the reference, else the first that runs; Unusable if none does."""
    trial = _trial(stated, stated.needs)
    (law, t, x), target = _called_at(stated, trial), _reference(stated, trial)
    ran, errors, varies = [], [], dict[Style, bool]()
    for style in ways(law):
        try:
            value = values(style, law, t, x)
        except Exception as e:
            errors.append((style, e))
            continue
        ran.append(style)
        varies[style] = bool((np.asarray(value) != np.asarray(value)[:1]).any())
        close = max(CLOSE, ROUNDED * UNITS[style.dtype])
        near = np.shape(value) == np.shape(target) and np.allclose(value, target, close, close * np.abs(target).max(initial=0))
        if near:
            mixing = not style.batched and any(s.batched for s in ran)
            return replace(style, mixing=True) if mixing else style
    if ran:
        alone = [s for s in ran if not s.batched and varies[s]]
        one_number = ran[0].batched and not varies[ran[0]]  # for many points: it was meant for one
        return alone[0] if alone and one_number else ran[0]
    raise _no_way(errors)


def try_out(stated: Derivation, ways: Ways, values: Values) -> None:
    """A call for what it shows besides its values, in the first way in which it comes to its end. TypeError: none does."""
    errors, said = list[tuple[Style, BaseException]](), "a trial call would show what it reads of its parameters, but it"
    try:
        with quiet(), at_most(LONGEST):
            for style, case in _attempts(stated, ways):
                try:
                    values(style, *case)
                    return
                except Unusable:  # it returned
                    return
                except (Exception, SystemExit) as e:  # an exit would end the others of the file
                    errors.append((style, e))
    except TooLong as e:
        raise TypeError(f"{said} {e}") from None
    raise TypeError(f"{said} {_no_way(errors)}")


def _attempts(stated: Derivation, ways: Ways) -> Iterator[tuple[Style, tuple[Any, float, Any]]]:
    """Every way at the given law; else at a law of several components in the plane, then at smaller ones."""
    for more in SMALLER if not stated.regimes else SMALLER[:1]:
        needs = stated.needs | more
        if stated.regimes or cases.sizes(stated.law, needs):
            case = _called_at(stated, _trial(stated, needs))
            yield from ((style, case) for style in ways(case[0]))


def _trial(stated: Derivation, needs: frozenset[str]) -> Regime:
    """The given law; else, of a dozen, the one with the most components in the plane, and five points."""
    if stated.regimes:
        return stated.regimes[0]
    r = cases.fresh(stated.law, needs, 1, TRIED, stated.bits)
    best = max(r, key=lambda r: len(cases.parameters(r).get("weights", [0])) if len(r.points[0]) == 2 else 0)
    points = [[(3 * i + 2 * j) % 5 - 2 for j in range(len(best.points[0]))] for i in range(5)]
    return replace(best, points=tuple(map(tuple, points)))


def _called_at(stated: Derivation, r: Regime) -> tuple[Any, float, Any]:
    """Law, place and points."""
    return r.law(arithmetic.float64()), r.times[0], np.array([[float(e) for e in p] for p in r.points])


def _reference(stated: Derivation, r: Regime) -> Any:
    exact = arithmetic.balls(BITS)
    with exact.scope():
        value = stated.reference(r.law(exact), exact.array(r.times[0]), exact.array([list(p) for p in r.points]))
        return np.asarray(exact.floats(np.asarray(value, dtype=object)), dtype=float)


def _no_way(errors: Sequence[tuple[Style, BaseException]]) -> Exception:
    """What the most natural ways of calling it met: what it returned, if it returned, else what it raised."""
    returned = [e for _, e in errors if isinstance(e, Unusable)]
    if returned:
        return next((e for e in returned if "returns shape" not in str(e)), returned[0])
    said: dict[str, str] = {}
    for style, e in errors:
        if style.times == "number":
            said.setdefault(f"raises {type(e).__name__}: {e}", str(style))
    kind = Misused if all(isinstance(e, (AttributeError, NameError)) for _, e in errors) else Unusable
    marks = (mark for _, e in errors if (mark := of_error(e)))
    return put(kind("; ".join(f"{why} ({style})" for why, style in list(said.items())[:2])), next(marks, None))
