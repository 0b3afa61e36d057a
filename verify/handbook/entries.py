"""What stands on the page of a closed form or a quantity: nothing but what docstrings, claims and records say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from markupsafe import Markup

from verify.claim import Outcome
from verify.derivations.assumptions import NEEDS
from verify.derivations.quantities import QUANTITIES
from verify.derivations.quantity import Quantity
from verify.derivations.stating.given_names import KNOWN, OPERANDS
from verify.drawing import words
from verify.drawing.statement import Typesetter
from verify.drawing.tables import Row, Table
from verify.handbook import docstrings, snippets, source
from verify.handbook.arguments import public
from verify.handbook.links import Links
from verify.handbook.named import named
from verify.handbook.records import Records
from verify.report.run import Status, status

GOOD = ("PROVED", "AGREES")


@dataclass(frozen=True)
class Told:
    """A claim as a page shows it."""

    v: Row
    status: Status
    href: str
    statement: Markup

    @property
    def false(self) -> bool:
        return self.v.get("expect") == Outcome.REFUTED


@dataclass(frozen=True)
class Asked:
    """What a page is made with."""

    records: Records
    links: Links
    typeset: Typesetter

    def told(self, ids: Iterable[str], drawn: bool = True) -> list[Told]:
        rows = [self.records.verdicts[id] for id in ids]
        return [
            Told(v, status(v), self.links.of_claim(v["id"]), self.typeset(str(v.get("latex") or "")) if drawn else Markup(""))
            for v in rows
        ]

    def misses(self, told: Sequence[Told]) -> list[tuple[Told, str, str]]:
        """Of each claim that is no false sentence its near misses, and the evidence that refutes each."""
        return [(c, name, ", ".join(seen)) for c in told if not c.false for name, seen in (c.v.get("near_misses") or {}).items()]

    def refuted(self, told: Sequence[Told]) -> list[Told]:
        """The false sentences among them, and those that they are held against."""
        beside = [id for c in told for id in self.records.converses.get(str(c.v["id"]), [])]
        return self.told(dict.fromkeys([*(str(c.v["id"]) for c in told if c.false), *beside]))


def of_function(name: str, asked: Asked) -> dict[str, Any]:
    """All that the template of a closed form shows."""
    f, module, records = public()[name], name.split(".")[0], asked.records
    told = asked.told(records.naming.get(name, []))
    entering = asked.told(records.entering.get(name, []), drawn=False)
    return {
        "name": name,
        "said": docstrings.of_function(f),
        "module": docstrings.of_module(import_module(f"analytic.{module}")),
        "module_name": module,
        "source": asked.links.code(source.of_function(f), module, name),
        "snippet": snippets.of_function(name, f),
        "quantities": [q for q in QUANTITIES.values() if any(name in names for names in forms(q.name).values())],
        "accuracy": accuracy(records.accuracy.get(name, [])),
        "refusals": refusals(records.refusals.get(name, [])),
        "told": told,
        "entering": entering,
        "refuted": asked.refuted(told),
        "misses": asked.misses(told),
        "further": asked.misses(entering),
        "mutants": mutants(records.mutants.get(name, [])),
        "slips": slips(records.slips.get(name, [])),
    }


def of_quantity(q: Quantity, asked: Asked) -> dict[str, Any]:
    """All that the template of a quantity shows."""
    names = list(dict.fromkeys(name for found in forms(q.name).values() for name in found))
    told = asked.told(dict.fromkeys(id for name in names for id in asked.records.naming.get(name, [])))
    stated = asked.records.stated.get(q.name, [])
    right = [r for r in stated if r["right"] and r["verdict"] in GOOD]
    return {
        "q": q,
        "forms": forms(q.name),
        "needs": [(need, NEEDS.get(need, "")) for need in sorted(q.needs)],
        "takes": [of for of in QUANTITIES.values() if of.carried and of.takes <= q.takes and of.name != q.name],
        "given_as": KNOWN.get(q.name, ()) or OPERANDS.get(q.name, ()),
        "source": asked.links.code(source.of_quantity(q.name)),
        "right": right[:1],
        "snippet": right[0]["text"] if right else snippets.of_quantity(q),
        "accuracy": [(name, accuracy(rows)) for name in names if (rows := asked.records.accuracy.get(name))],
        "told": told,
        "refuted": asked.refuted(told),
        "misses": asked.misses(told),
        "wrong": [r for r in stated if not r["right"]],
    }


@cache
def forms(quantity: str) -> dict[str, tuple[str, ...]]:
    """Of each law the closed forms that the quantity's names."""
    return {law: named(form) for law, form in QUANTITIES[quantity].of.items()}


def accuracy(rows: list[Row]) -> Table | None:
    if not rows:
        return None
    worst, regimes = max(words.size(r["ulps"]) for r in rows), {r["regime"] for r in rows}
    caption = f"in float64 at most {words.number(worst)} ulps of its largest entry, in {len(regimes)} regimes"
    return Table(
        ["regime", "d", "K", "t", "ulps", "predicted"],
        [[r["regime"], r["d"], r["K"], r["t"], r["ulps"], r["predicted"]] for r in rows],
        caption,
    )


def refusals(rows: list[Row]) -> list[tuple[str, str]]:
    """What it asks of its arguments, and what it says of one that breaks it."""
    return list(dict.fromkeys((str(r["of"]).partition(": ")[2], str(r["outside"])) for r in rows))


def mutants(rows: list[Row]) -> list[tuple[str, str]]:
    """Wrong variants that were tried on purpose, and the evidence that refutes each."""
    seen: dict[str, list[str]] = {}
    for r in rows:
        if r["outcome"] == Outcome.REFUTED:
            seen.setdefault(str(r["mutant"]), []).append(str(r["evidence"]))
    return [(mutant, ", ".join(dict.fromkeys(kinds))) for mutant, kinds in seen.items()]


def slips(rows: list[Row]) -> Table | None:
    if not rows:
        return None
    noticed = [[r["slip"], ", ".join(f"{id} ({kind})" for id, kind in list(r["noticed"].items())[:6])] for r in rows]
    return Table(["wrong line", "noticed by"], noticed, "Wrong lines planted in its text, and claims that notice; six at most.")
