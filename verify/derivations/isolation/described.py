"""A statement without its formula, as JSON and back: what the judge knows of a derivation whose formula runs elsewhere."""

from dataclasses import asdict
from fractions import Fraction
from math import inf
from typing import Any

from verify.claim import Claim, Regime
from verify.derivations import assumptions, cases
from verify.derivations.conventions import Convention
from verify.derivations.coordinates.clock import Clock
from verify.derivations.coordinates.paths import Own
from verify.derivations.isolation.expressions import decode_all, encode_all
from verify.derivations.isolation.numbers import Garbled
from verify.derivations.judging.decide import JUDGES
from verify.derivations.marked import Mark
from verify.derivations.quantities import Quantity, find
from verify.derivations.statement import Derivation, Refused, Runnable
from verify.derivations.stating.call_style import Style
from verify.regimes.laws import LAWS
from verify.regimes.operands import OPERANDS

MOST = 1000  # statements of one file
CASE = ("parameters", "t", "x", "entry", "found", "certified")  # of a counterexample
PLACES = ("line", "column", "end_line", "end_column")
LONG = 2000  # letters of a text that a process sends


def describe(item: Derivation | Claim) -> dict[str, Any]:
    """What is sent."""
    if isinstance(item, Claim):
        return {"name": item.id, "where": item.where or item.source, "claim": True}
    f = item.formula
    formula = {name: getattr(f, name) for name in ("exact", "floats", "plain", "trained", "torch", "dtype", "tolerance")}
    why, mark = (f.why, f.mark) if isinstance(f, Refused) else ("", None)
    return {
        "name": item.name,
        "where": item.where,
        "of": item.quantity.name,
        "law": item.law,
        "needs": sorted(item.needs),
        "convention": _convention(item.convention),
        "regimes": [_regime(r) for r in item.regimes],
        "given": dict(item.given),
        "kind": item.kind,
        "order": item.order,
        "own": [[name, encode_all([e])] for name, e in item.own],
        "options": [list(option) for option in item.options],
        "formula": formula,
        "refused": why,
        "mark": encode_mark(mark),
    }


def text(value: Any) -> str:
    """A text that was sent, cut to a length that can be shown."""
    if not isinstance(value, str):
        raise Garbled(f"{value!r:.40} is no text")
    return value[:LONG]


def derivation(said: dict[str, Any], formula: Runnable) -> Derivation:
    """The statement again, with this formula. Garbled: it is none."""
    try:
        law, needs = said["law"], frozenset(map(text, said["needs"]))
        if law not in LAWS:
            raise Garbled(f"{law!r} is no law")
        refused = bool(said["refused"])
        quantity = Quantity(text(said["of"]), says="", shape="()", of={}) if refused else find(said["of"])
        regimes = tuple(_as_regime(law, r) for r in said["regimes"])
        known = needs if refused else assumptions.known(needs)
        convention, where = _as_convention(said["convention"]), text(said["where"])
        given = tuple((text(name), find(of).name) for name, of in said["given"].items())
        kind, order = text(said["kind"]), int(said["order"])
        if kind not in JUDGES:
            raise Garbled(f"{kind!r} is no kind of statement")
        own = tuple((text(name), decode_all(e)[0]) for name, e in said["own"])
        if unknown := {name for name, _ in own} - OPERANDS.keys():
            raise Garbled(f"{unknown} are no operands")
        options = tuple((text(name), text(value)) for name, value in said["options"])
        stated = (convention, where, regimes, given, kind, order, own, options)
        return Derivation(text(said["name"]), quantity, law, formula, known, *stated)
    except (KeyError, TypeError, ValueError, AttributeError) as e:
        raise Garbled(f"a statement that does not read: {e}") from None


def encode_mark(mark: Mark | None) -> Any:
    return None if mark is None else asdict(mark)


def decode_mark(said: Any) -> Mark | None:
    """Garbled: it is no place in a text."""
    if said is None:
        return None
    try:
        line, column, end_line, end_column = (int(said[key]) for key in PLACES)
        return Mark(text(said["file"]), line, column, end_line, end_column, text(said["source"]), text(said["says"]))
    except (KeyError, TypeError, ValueError) as e:
        raise Garbled(f"a place in a text that does not read: {e}") from None


def encode_style(style: Style | None) -> Any:
    return None if style is None else asdict(style)


def decode_style(said: Any) -> Style:
    return Style(**said)


def _convention(c: Convention) -> dict[str, Any]:
    path = c.path if isinstance(c.path, str) else encode_all([e for e in (c.path.a, c.path.b, c.path.c) if e is not None])
    return {"time": list(map(str, c.time)), "ends": c.ends, "path": path}


def _as_convention(said: dict[str, Any]) -> Convention:
    source, data = (inf if e == "inf" else Fraction(e) for e in said["time"])
    path = said["path"] if isinstance(said["path"], str) else Own(*decode_all(said["path"]))
    return Convention(Clock(source, data), said["ends"], path)


def _regime(r: Regime) -> dict[str, Any]:
    p = {name: _texts(value) for name, value in cases.parameters(r).items()}
    return {"parameters": p, "times": _texts(list(r.times)), "points": _texts(list(r.points)), "name": r.name}


def _as_regime(law: str, said: dict[str, Any]) -> Regime:
    p, times, points = (_numbers(said[key]) for key in ("parameters", "times", "points"))
    return cases.regime(law, p, times, points, text(said["name"]))


def _texts(value: Any) -> Any:
    return [_texts(v) for v in value] if isinstance(value, (list, tuple)) else str(Fraction(value))


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _numbers(v) for name, v in value.items()}
    return [_numbers(v) for v in value] if isinstance(value, list) else Fraction(value)
