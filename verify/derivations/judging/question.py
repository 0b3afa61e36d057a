"""A derivation that is asked about, with what the way to its answer may use."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from verify.derivations.answer import Answer, answer_of, joined, record_of
from verify.derivations.assumptions import NEEDS
from verify.derivations.statement import Derivation
from verify.record import Record

Tell = Callable[[Answer], None]


@dataclass(frozen=True)
class Question:
    """A derivation whose formula is settled."""

    d: Derivation
    seed: int
    start: float  # of spent()
    budget: float  # seconds of computing
    ahead: Tell  # is told what is established before the long steps that may follow

    @property
    def end(self) -> float:
        return self.start + self.budget

    def record(self, **found: Any) -> Record:
        """Of the cases, which balls or floats judge, unless another kind of evidence is given."""
        return record_of(self.d, self.seed, **({"evidence": "balls" if self.d.formula.exact else "float64"} | found))

    def answer(self, records: list[Record], scope: str, *why: str) -> Answer:
        return answer_of(self.d, records, self.seed, scope + assumed(self.d), joined(why))


def assumed(d: Derivation) -> str:
    """What the verdict is restricted to."""
    sizes = [n for n in d.needs if n[:2] in ("d=", "K=", "K>")]
    words = [NEEDS[n] for n in d.needs if n in NEEDS and n not in d.quantity.needs] + sizes
    return f"; assuming {', '.join(sorted(words))}" if words else ""
