"""A formula that runs elsewhere: the judge calls it as it calls any other, and gets numbers.

What the other process says is read as JSON and checked; whatever does not read ends it, and decides nothing.
"""

import builtins
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analytic.arithmetic import Array, Law, Points, SingularCovariance, Time
from verify.claim import Outcome
from verify.derivations.answer import Counterexample
from verify.derivations.asked import WORDS, Asked
from verify.derivations.guards import SMALL, Guard
from verify.derivations.isolation.described import CASE, decode_mark, decode_style, derivation, encode_style, text
from verify.derivations.isolation.evaluation import Evaluator
from verify.derivations.isolation.numbers import Garbled, decode, encode, encode_arithmetic, encode_given, encode_law, encode_number
from verify.derivations.marked import put
from verify.derivations.observed_call import STATE
from verify.derivations.repairs.edits import MOST
from verify.derivations.repairs.told import Edit
from verify.derivations.statement import NOTHING, Derivation, Given, Refused, Runnable, Unusable
from verify.derivations.stating.call_style import Style
from verify.derivations.stating.trial_call import find_style
from verify.evidence.rounding import UNITS
from verify.record import Record
from verify.regimes.laws import dimension

NOTES = 8
TOLD_APART = (ValueError, TypeError, AttributeError, NameError, ArithmeticError, NotImplementedError)  # by whoever judges


@dataclass(frozen=True)
class Remote(Runnable):
    """The formula of item n."""

    evaluator: Evaluator
    n: int
    precision: str
    has_torch: bool
    exact: bool = False
    floats: bool = True
    plain: bool = False
    trained: bool = False
    tolerance: float = 0.0
    stated: Derivation | None = None
    style: Style | None = None
    through: str = ""  # another arithmetic than that of the law
    bare: bool = False  # without its guards
    edited_at: int | None = None  # with this change of its text
    notes: list[str] = field(default_factory=list)

    @property
    def dtype(self) -> str:  # type: ignore[override]
        return self.style.dtype if self.style else self.precision

    @property
    def torch(self) -> bool:
        return self.has_torch

    def settle(self) -> "Remote":
        if not self.plain or self.style:
            return self
        assert self.stated
        return replace(self, style=find_style(self.stated, self._ways, lambda style, *case: replace(self, style=style)(*case)))

    def in_other_precision(self) -> "Remote | None":
        if self.style is None:
            return None
        return replace(self, style=replace(self.style, dtype="float32" if self.style.dtype == "float64" else "float64"))

    def in_torch(self) -> "Remote":
        return replace(self, through="torch")

    def without_guards(self) -> "tuple[Remote, Sequence[Guard]]":
        said = self.evaluator.ask(do="guards", item=self.n, style=None)
        found = self.evaluator.understood(lambda: [_guard(*g) for g in said.get("guards", [])[:NOTES]])
        return replace(self, bare=bool(found)), found

    def edits(self) -> int:
        said = self.evaluator.ask(do="edits", item=self.n, style=None)
        return self.evaluator.understood(lambda: min(int(said.get("edits", 0)), MOST))

    def edited(self, n: int) -> "Remote":
        return replace(self, edited_at=n)

    def edit(self, n: int) -> Edit:
        said = self.evaluator.ask(do="edit", item=self.n, style=None, which=n)
        told = self.evaluator.understood(lambda: said["text"])
        return self.evaluator.understood(
            lambda: Edit(int(told["line"]), text(told["old"]), text(told["new"]), decode_mark(told.get("mark")))
        )

    def under_edits(self, which: Sequence[int], seconds: float, *case: Any) -> list[Any]:
        said = self._ask("under edits", *case, which=[*which], seconds=seconds)
        ar = case[0].ar
        return self.evaluator.understood(lambda: [None if v is None else decode(v, ar) for v in said["values"][: len(which)]])

    def asked(self, law: Law, t: Time, x: Points, given: Given | None = None) -> Sequence[Asked]:
        said = self._ask("asked", law, t, x, given)
        return self.evaluator.understood(lambda: [_asked(a) for a in said["asked"][:NOTES]])

    def __call__(self, law: Law, t: Time, x: Points, given: Given | None = None) -> Array:
        said = self._ask("value", law, t, x, given)
        return self.evaluator.understood(lambda: decode(said["value"], law.ar))

    def _ways(self, law: Law) -> Iterator[Style]:
        said = self._ask("ways", law, 0.5, law.ar.array([[0] * dimension(law)]), NOTHING)
        yield from self.evaluator.understood(lambda: [decode_style(style) for style in said["ways"]])

    def _ask(self, do: str, law: Law, t: Time, x: Points, given: Given | None = None, **of: Any) -> dict[str, Any]:
        """The reply; what the formula raised is raised here."""
        ar = [self.through] if self.through else encode_arithmetic(law.ar)
        fed = given if given is not None else self.stated.fed(law, t, x) if self.stated else NOTHING
        more = {"given": {name: encode_given(value) for name, value in fed.items()}}
        case = {"arithmetic": ar, "law": encode_law(law), "t": encode_number(t), "x": encode(x), **more}
        how = {"style": encode_style(self.style), "bare": self.bare, "edit": self.edited_at}
        said = self.evaluator.ask(do=do, item=self.n, state=STATE.get(), **how, **case, **of)
        if "raised" in said:
            raise self.evaluator.understood(lambda: put(error(said), decode_mark(said.get("mark"))))
        notes = self.evaluator.understood(lambda: [text(n) for n in said["notes"][:NOTES]])
        self.notes.extend(n for n in notes if n not in self.notes)
        return said


def item(process: Evaluator, n: int) -> Derivation | None:
    """The derivation of item n, with a formula that runs in the process; None if it is a free claim."""
    said = process.items[n]
    return None if "claim" in said else process.understood(lambda: _derivation(process, n, said))


def _derivation(process: Evaluator, n: int, said: dict[str, Any]) -> Derivation:
    f = said["formula"]
    if f["dtype"] not in UNITS:
        raise Garbled(f"{f['dtype']!r:.40} is no precision")
    exact, floats, plain, trained, torch = (bool(f[key]) for key in ("exact", "floats", "plain", "trained", "torch"))
    remote = Remote(process, n, f["dtype"], torch, exact, floats, plain, trained, float(f["tolerance"]))
    stated = derivation(said, Refused(text(said["refused"]), decode_mark(said["mark"])) if said["refused"] else remote)
    return stated if said["refused"] else replace(stated, formula=replace(remote, stated=stated))


def claim_parts(process: Evaluator, n: int, seed: int) -> dict[str, Any]:
    """Verdict, scope, why and records of the free claim n, which is decided where it was stated."""
    said = process.ask(do="claim", item=n, seed=seed)
    if "raised" in said:
        return process.understood(lambda: {"why": f"raised {text(said['raised'])}: {text(said['words'])}"})
    return process.understood(lambda: _parts(said["claim"]))


def _parts(said: Any) -> dict[str, Any]:
    if said["verdict"] not in ("PROVED", "AGREES", "REFUTED", "UNDECIDED"):
        raise Garbled(f"{said['verdict']!r:.40} is no verdict")
    case = said["counterexample"]
    found: dict[str, Any] = {key: text(said[key]) for key in ("verdict", "scope", "why")}
    at: dict[str, Any] = {key: text(case[key]) for key in CASE} if case else {}
    found["counterexample"], found["mark"] = Counterexample(**at) if at else None, decode_mark(said["mark"])
    return found | {"records": tuple(_record(r) for r in said["records"])}


def _record(said: dict[str, Any]) -> Record:
    numbers = {"measure": float, "bound": float, "seconds": float, "seed": int}
    fields: dict[str, Any] = {key: numbers[key](value) if key in numbers else text(value) for key, value in said.items()}
    made = Record(**fields)
    Outcome(made.outcome)
    return made


def _guard(value: Any, line: Any) -> Guard:
    made = Guard(float(value), int(line))
    if not abs(made.value) < 2 or not 0 < made.size <= SMALL:
        raise Garbled(f"{value!r:.40} is no guard")
    return made


def _asked(said: dict[str, Any]) -> Asked:
    if said["what"] not in WORDS:
        raise Garbled(f"{said['what']!r:.40} is nothing that can be asked")
    return Asked(said["what"], int(said["line"]), text(said["of"]), text(said["than"]))


def error(said: dict[str, Any]) -> Exception:
    """What was raised elsewhere, as an exception of the same name."""
    name, words = text(said["raised"]), text(said["words"])
    if said["unusable"]:
        return Unusable(words)
    known: Any = SingularCovariance if name == "SingularCovariance" else getattr(builtins, name, None)
    if isinstance(known, type) and issubclass(known, TOLD_APART) and not issubclass(known, UnicodeError):
        found: Exception = known(words)
        return found
    other: Exception = type(name, (Exception,), {})(words)
    return other
