"""Loading a user's file: it is executed, and what it states is found, in its names and in what they hold; the rest is told."""

import ast
import re
import runpy
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from analytic.options import UnknownName
from verify.claim import Claim
from verify.derivations.conventions import OURS
from verify.derivations.marked import Mark, of_word
from verify.derivations.quantities import SPECIAL, Quantity
from verify.derivations.statement import Derivation, Refused
from verify.derivations.stating.marks import Statement, heard
from verify.derivations.stating.places import name_of, where_of
from verify.derivations.stating.state import as_derivation
from verify.regimes.laws import LAWS, MIXED

RUN_NAME = "driftproof_user_file"
DEPTH = 3  # of lists in dicts in classes
Item = Derivation | Claim


def load(path: Path | str, name: str | None = None) -> list[Item]:
    """The derivations and claims of a user's file, or the one of this name. The file is executed.

    First those with a name of their own, in their order there; then those in lists, tuples, sets, dicts and classes, as `fields[0]`
    or `Fields.first`; then, refused, what the file states and no name leads to, as `field:12` with its line.
    """
    path = Path(path)
    with heard(str(path)) as statements:
        namespace = runpy.run_path(str(path), run_name=RUN_NAME)
    held = list(_held(namespace))
    lines = _bound(held, path) | {id(s.what): s.line for s in statements}
    found: list[Item] = []
    for key, value in held:
        item = _item(key, value, path, lines.get(id(value), 1))
        if isinstance(item, Derivation) and item.name in map(_label, found):
            item = replace(item, name=key)
        found.append(item)
    found += [_not_looked_at(s, path, found) for s in _lost(statements, [value for _, value in held])]
    if name is None:
        return found
    chosen = [item for item in found if name in (_label(item), _label(item).partition(":")[0])]
    if not chosen:
        have = ", ".join(map(_label, found)) or "nothing"
        raise UnknownName(f"{path} has no derivation or claim {name!r}: it has {have}")
    return chosen


def _label(item: Item) -> str:
    return item.id if isinstance(item, Claim) else item.name


def _held(namespace: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is stated, each thing once, with what leads to it: names first, then what they hold."""
    level, seen = [(k, v) for k, v in namespace.items() if not k.startswith("__")], set[int]()
    for _ in range(DEPTH + 1):
        for key, value in level:
            same = id(getattr(value, "__func__", value))
            if _stated(value) and same not in seen:
                seen.add(same)
                yield key, value
        level = [inside for key, value in level for inside in _inside(key, value)]


def _bound(held: list[tuple[str, Any]], path: Path) -> dict[int, int]:
    """The line where the name that leads to each thing is bound last."""
    nodes = [n for n in ast.walk(ast.parse(path.read_bytes())) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    lines = {n.id: n.lineno for n in nodes}
    return {id(value): lines.get(re.split(r"[\[.]", key)[0], 1) for key, value in held}


def _stated(value: Any) -> bool:
    return isinstance(value, (Claim, Derivation)) or isinstance(getattr(value, "__derivation__", None), dict)


def _inside(key: str, value: Any) -> Iterable[tuple[str, Any]]:
    """What a container of the file holds, or a class that it defines."""
    if isinstance(value, (set, frozenset)):
        value = sorted(filter(_stated, value), key=lambda v: (name_of(v), where_of(v)))
    if isinstance(value, (list, tuple)):
        return [(f"{key}[{i}]", v) for i, v in enumerate(value)]
    if isinstance(value, dict):
        return [(f"{key}[{k!r}]", v) for k, v in value.items()]
    if isinstance(value, type) and value.__module__ == RUN_NAME:
        return [(f"{key}.{k}", getattr(value, k, v)) for k, v in vars(value).items()]
    return ()


def _item(key: str, value: Any, path: Path, line: int) -> Item:
    """The statement under its name; one of several in a container under what leads to it."""
    if isinstance(value, Claim):
        return replace(value, where=f"{path}:{line}")
    if not isinstance(value, Derivation):
        return _or_refused(value, value.__derivation__, value.__derivation__.get("name") or key)
    nested = not key.isidentifier()
    where = value.where or f"{path}:{line}"
    named = value.where or "name" in dict(value.options)
    return replace(value, name=value.name if named and not nested else key, where=where)


def _or_refused(f: Any, mark: Any, name: str) -> Derivation:
    """What cannot be stated is a derivation that says why when it is checked: the others of the file go on."""
    try:
        return replace(as_derivation(f), name=name)
    except Exception as e:
        why, code = _said(e), f.__code__
        return _refused(mark, name, where_of(f), why, of_word(code.co_filename, code.co_firstlineno, why))


def _refused(mark: Any, name: str, where: str, why: str, place: Mark | None = None) -> Derivation:
    of, law = (str(mark.get(key, "")) for key in ("of", "law"))
    law = SPECIAL.get(law, (law if law in LAWS else MIXED[0], ""))[0]  # nothing depends on it
    return Derivation(name, Quantity(of, says="", shape="()", of={}), law, Refused(why, place), frozenset(), OURS, where)


def _lost(statements: list[Statement], held: list[Any]) -> list[Statement]:
    """The statements that nothing held leads to, through what wraps it either."""
    reached = set[int]()
    for value in held:
        value = getattr(value, "__func__", value)
        while value is not None and id(value) not in reached:
            reached.add(id(value))
            value = getattr(value, "__wrapped__", None)
    return [s for s in statements if id(s.what) not in reached or (s.mark and s.what.__derivation__ is not s.mark)]


def _not_looked_at(s: Statement, path: Path, found: list[Item]) -> Derivation:
    name = s.what.name if isinstance(s.what, Derivation) else name_of(s.what)
    mark = s.mark or {"of": s.what.quantity.name, "law": s.what.law}
    others = [item.where for item in found if isinstance(item, Derivation) and item.name == name]
    hidden = f"{others[0]} states another {name}, which hides it" if others else "no name of the file leads to it"
    return _refused(mark, f"{name}:{s.line}", f"{path}:{s.line}", f"not looked at: {hidden}; give each a name of its own")


def _said(e: Exception) -> str:
    """The words of an error at the door; of another its kind too."""
    words = str(e.args[0]) if e.args else ""
    return words if words and isinstance(e, (TypeError, ValueError, KeyError)) else f"raises {type(e).__name__}: {words}"
