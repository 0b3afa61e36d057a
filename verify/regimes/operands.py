"""What a quantity takes beside t and x: another time, a point of an end, a scale, a noise; each is a number of the case.

A law of the cases carries the operands that are asked for as fields of their own (`constructors.py`), and a formula is given
them as it is given quantities: by their names (`derivations/stating/given_names.py`), in its own time and precision.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction as F
from random import Random
from typing import Any

from analytic.arithmetic import Array, Law, Time

TAKES = "takes "  # of a need: the cases carry this operand


@dataclass(frozen=True)
class Operand:
    simple: tuple[Any, ...]  # on the simple cases, in turn
    low: F  # of random ones
    high: F
    vector: bool = False  # (d,)
    node: bool = False  # which of d variables
    nodes: bool = False  # some of them

    @property
    def whole(self) -> bool:
        return self.node or self.nodes


OPERANDS: dict[str, Operand] = {
    "later": Operand((F(3, 16), F(9, 16), F(5, 16), F(11, 16)), F(1, 16), F(15, 16)),  # of the way from t to the data
    "data_point": Operand((1, -1, 2), F(-2), F(2), vector=True),
    "source_point": Operand((-1, 2, 1), F(-2), F(2), vector=True),
    "normal": Operand((1, -2, F(1, 2)), F(-2), F(2), vector=True),
    "prediction": Operand((2, -1, F(1, 2)), F(-2), F(2), vector=True),
    "next_point": Operand((1, 0, -1), F(-2), F(2), vector=True),
    "scale": Operand((2, 3, F(3, 2)), F(5, 4), F(4)),
    "level": Operand((1, F(1, 2), F(3, 2)), F(1, 4), F(2)),
    "share": Operand((F(1, 2), F(1, 4), F(3, 4)), F(1, 8), F(1)),
    "weight": Operand((1, 2, F(1, 2)), F(1, 4), F(2)),  # of an entropy
    "row": Operand((1, 2, -1), F(-2), F(2), vector=True),  # of an observation: y = row x1 + noise
    "seen": Operand((1, -1, F(1, 2)), F(-2), F(2)),
    "spread": Operand((1, F(1, 2), 2), F(1, 4), F(2)),
    "bound": Operand((F(5, 4), F(1, 4), 5), F(1, 4), F(5)),
    "done": Operand((), F(0), F(0), node=True),
    "set_to": Operand((2, -1, F(1, 2)), F(-2), F(2)),
    "given_nodes": Operand((), F(0), F(0), nodes=True),
}
WHOLE = frozenset(name for name, o in OPERANDS.items() if o.whole)


def need(operand: str) -> str:
    """The need of cases with this operand."""
    return TAKES + operand


def taken(needs: Iterable[str]) -> list[str]:
    """The operands that the cases carry."""
    return [n for n in OPERANDS if need(n) in needs]


def simple(operand: str, d: int, turn: int) -> Any:
    """Its value on a simple case."""
    o = OPERANDS[operand]
    if o.whole:
        return turn % d if o.node else [i for i in range(d) if (turn + i) % 3] or [0]
    values = [o.simple[(turn + i) % len(o.simple)] for i in range(d)]
    return values if o.vector else values[0]


def random(operand: str, d: int, source: Random, bits: int) -> Any:
    """A value that needs all the bits of a float."""
    o = OPERANDS[operand]
    if o.whole:
        return source.randrange(d) if o.node else sorted(source.sample(range(d), source.randint(1, d)))

    def number() -> F:
        q = F(2 * source.getrandbits(bits - 1) + 1, 2**bits)
        return _rounded(o.low + (o.high - o.low) * q, bits)

    return [number() for _ in range(d)] if o.vector else number()


def names(operand: str, d: int) -> Any:
    """Symbols for it; numbers of variables are numbers."""
    if OPERANDS[operand].whole:
        return d // 2 if OPERANDS[operand].node else [d - 1]
    return [f"{operand}_{i}" for i in range(d)] if OPERANDS[operand].vector else operand


def fields_of(given: dict[str, Any], ar: Any) -> dict[str, Array]:
    """What a law carries, of these values: the pace is that of our own clock."""
    return {name: ar.array(v) for name, v in given.items()} | ({"pace": ar.array(1)} if "later" in given else {})


def value(law: Law, operand: str) -> Any:
    """What the law of a case carries."""
    if OPERANDS[operand].whole:
        found = [int(float(n)) for n in getattr(law, operand).ravel()]
        return found[0] if OPERANDS[operand].node else found
    return getattr(law, operand)[()]


def other_time(law: Law, t: Time) -> Array:
    """s = t + later (1 - t), between t and the data, in our time."""
    t = law.ar.array(t)[()]
    return t + value(law, "later") * (1 - t)


def first_step(law: Law, t: Time) -> Array:
    """What a solver's step h is in our time, as the rate of the author's clock at t has it: s - t where that runs evenly."""
    return law.pace[()] * (other_time(law, t) - law.ar.array(t)[()])


def paced(law: Law, unit: Any, rate: Any, step: Any = None) -> Any:
    """The law in our time: of a clock with this rate at `unit`; where it runs unevenly, it shows `step` more at the other time."""
    own: dict[str, Any] = {}
    if step is not None:
        own["pace"] = law.ar.array(rate * step / (other_time(law, unit) - law.ar.array(unit)[()]))
    if hasattr(law, "level") and rate * rate != 1:
        own["level"] = law.ar.array(value(law, "level") / law.ar.sqrt(law.ar.sqrt(rate * rate)))
    return replace(law, **own)


def _rounded(q: F, bits: int) -> F:
    """To `bits` significant bits."""
    e = bits - abs(q).numerator.bit_length() + q.denominator.bit_length() - 1
    return F(round(q * F(2) ** e), 1) / F(2) ** e
