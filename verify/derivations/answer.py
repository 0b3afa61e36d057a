"""The answer to a derivation: plain data, made of the records of what was found."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from verify.claim import Outcome, Regime
from verify.derivations.marked import Mark, of_error
from verify.derivations.notation import names
from verify.derivations.seen import Difference, describe, operands_at
from verify.derivations.statement import Derivation, Misused, Unusable
from verify.record import Record, RecordRole
from verify.regimes.laws import LAWS

GUARDLESS = "without its guards"  # the variant of a formula whose small constants are left out


@dataclass(frozen=True, kw_only=True)
class Counterexample:
    parameters: str
    letter: str = "t"  # of the time
    t: str
    x: str
    entry: str
    found: str
    certified: str
    regime: Regime | None = None  # to repeat


@dataclass(frozen=True)
class Diagnosis:
    """What a refuted formula is instead, and where it is right after all."""

    words: str
    quantity: str = ""
    change: str = ""
    agreed: int = 0
    tried: int = 0
    regime: str = ""
    key: str = ""
    mark: Mark | None = None  # in the author's text: what would have to stand there


@dataclass(frozen=True, kw_only=True, repr=False)
class Answer:
    """What `check` found: `verdict` is PROVED, AGREES, GUARDED, REFUTED, UNDECIDED or ERROR. Printed: as in a terminal."""

    name: str
    of: str
    law: str
    verdict: str
    asked: str = ""  # what this quantity is
    scope: str = ""
    why: str = ""
    counterexample: Counterexample | None = None
    diagnosis: Diagnosis | None = None
    records: tuple[Record, ...] = ()
    seconds: float = 0.0
    repeat: str = ""
    where: str = ""
    mark: Mark | None = None  # the place in the author's text that it is about

    def because(self, *reasons: str) -> "Answer":
        """The same with these reasons added."""
        return replace(self, why=joined([self.why, *reasons]))

    def __str__(self) -> str:
        from verify.drawing import answer

        return answer.text(self)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from verify.drawing import cards

        return cards.html(self)


def answer_of(d: Derivation, records: Iterable[Record], seed: int, scope: str = "", why: str = "") -> Answer:
    """What the records say of the derivation, and in which scope."""
    records = tuple(records)
    return Answer(
        name=d.name,
        of=d.quantity.name,
        asked=d.quantity.says,
        law=d.law,
        verdict=verdict_of(records),
        scope=scope,
        why=why,
        records=records,
        repeat=repeat_command(d, seed),
        where=d.where,
    )


def claim_answer(name: str, where: str, seed: int, **found: Any) -> Answer:
    """To a free claim, which is of no quantity and no law; `where` is "file.py:12", or its source."""
    file = where.rpartition(":")[0]
    repeat = _command(where, name, seed) if file.endswith(".py") else f"verify.check({name}, seed={seed})"
    empty: dict[str, Any] = {"of": "", "law": "", "verdict": "UNDECIDED", "repeat": repeat}
    return Answer(**{"name": name, "where": where, **empty, **found})


def undecided(d: Derivation, why: str, seed: int, seconds: float = 0.0) -> Answer:
    """Nothing was found out, and why."""
    return replace(answer_of(d, (), seed, why=why), seconds=seconds)


def unusable(d: Derivation, e: Unusable, seed: int) -> Answer:
    """There is nothing to compare; an ERROR where its author can mend that."""
    found = replace(undecided(d, str(e), seed), mark=of_error(e))
    return replace(found, verdict="ERROR") if isinstance(e, Misused) else found


def verdict_of(records: Iterable[Record]) -> str:
    """REFUTED by one record is refuted, or GUARDED where it holds without its guards; PROVED by symbols, if by anything; without
    a record that decides it is UNDECIDED."""
    records = tuple(records)
    found = {(r.evidence, r.outcome) for r in records if r.role == RecordRole.DERIVATION and not r.variant}
    outcomes = {outcome for _, outcome in found}
    if Outcome.REFUTED in outcomes:
        return "GUARDED" if any((r.variant, r.outcome) == (GUARDLESS, Outcome.HOLDS) for r in records) else "REFUTED"
    if ("symbols", Outcome.HOLDS) in found:
        return "PROVED"
    return "AGREES" if Outcome.HOLDS in outcomes else "UNDECIDED"


def counterexample_of(d: Derivation, found: Difference) -> Counterexample:
    """In the author's time, and its letter."""
    regime = replace(found.regime, times=(found.t,), points=(found.x,))
    return Counterexample(
        parameters=", ".join(filter(None, (describe(regime, names(d)), operands_at(d, regime, found.t)))),
        t=str(d.convention.time.at(found.t)) if LAWS[d.law].timed else "",
        letter=d.convention.letter,
        x=f"({', '.join(map(str, found.x))})",
        entry=str(list(found.entry)) if found.entry else "",
        found=found.found,
        certified=found.certified,
        regime=regime,
    )


def repeat_command(d: Derivation, seed: int) -> str:
    options = "".join(f", {name}={value}" for name, value in d.options)
    return _command(d.where, d.name, seed) or f"verify.check({d.name}, of={d.quantity.name!r}, law={d.law!r}{options}, seed={seed})"


def _command(where: str, name: str, seed: int) -> str:
    """Empty where there is no file, as of a cell of a notebook."""
    file = where.rpartition(":")[0]
    return f"driftproof check {file}::{name} --seed {seed}" if file and Path(file).is_file() else ""


def record_of(d: Derivation, seed: int, role: RecordRole = RecordRole.DERIVATION, **found: Any) -> Record:
    """A record of the derivation: what is not given is zero or empty."""
    empty = {"measure": 0.0, "bound": 0.0, "unit": "", "witness": "", "device": "cpu", "seconds": 0.0, "variant": ""}
    more = {"dtype": "" if d.formula.exact else d.formula.dtype, "arithmetic": found["evidence"]}
    known = {"claim": d.name, "role": role.value, "seed": seed, "repeat": repeat_command(d, seed)}
    return Record(**{**empty, **more, **known, **found})


def joined(reasons: Iterable[str]) -> str:
    return "; ".join(filter(None, reasons))
