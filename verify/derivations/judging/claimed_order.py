"""The order that is claimed of a step: seen at every law; where it is lower, the one change of the text that would give it."""

from contextlib import suppress
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

from verify.derivations import cases
from verify.derivations.answer import Answer, Diagnosis, joined, undecided, unusable
from verify.derivations.judging.order_of_step import LAWS, NEAR, orders
from verify.derivations.judging.question import Question
from verify.derivations.mistakes import told
from verify.derivations.repairs.told import Edit
from verify.derivations.spent import spent
from verify.derivations.statement import Derivation, Unusable

SCREENS, WITHIN = 2, 36  # laws at which every change is tried; bits, which an error of a lower order reaches and a higher one not


def judge_order(q: Question) -> Answer:
    """AGREES if the order is the one stated at every law, or higher; REFUTED if it is lower at one."""
    stated = q.d.order
    try:
        d = q.d.settled()
        found = list(orders(d, q.seed))
    except Unusable as e:
        return unusable(q.d, e, q.seed)
    except Exception as e:
        return undecided(q.d, f"raises {type(e).__name__}: {told(e)}", q.seed)
    if len(found) < LAWS // 2:
        return undecided(q.d, "the order could not be seen: the error drowns in rounding", q.seed)
    lowest = min(found, key=lambda o: o.value)
    seen = round(lowest.value, 2) + 0.0
    said = f"halving the step divides its error by 2^{seen + 1:g}: order {seen:g} ({lowest.where})"
    known: dict[str, Any] = {"regime": "short steps", "measure": lowest.value, "bound": float(stated), "unit": "order"}
    if lowest.value < stated - NEAR:
        if not lowest.settled:
            return undecided(q.d, f"{said}, and it has not settled before the error drowns in rounding", q.seed)
        record = q.record(**known, outcome="REFUTED", scope=said, witness=said)
        answer = q.answer([record], f"the order is not {stated}", f"{said}, not {stated}")
        q.ahead(answer)
        with suppress(Exception):  # a changed text may raise anything; the verdict stands without it
            if edit := order_repair(d, q.seed, q.end):
                return replace(answer, diagnosis=Diagnosis(words=str(edit)), mark=edit.mark)
        return answer
    more = f"; it is of order {seen:g} at each" if lowest.value > stated + NEAR else ""
    scope = f"of order {stated} at {len(found)} laws in balls" if d.formula.exact else f"of order {stated} at {len(found)} laws"
    return q.answer([q.record(**known, outcome="HOLDS", scope=scope)], scope + more, joined(d.formula.notes))


def order_repair(d: Derivation, seed: int, end: float) -> Edit | None:
    """The first that has it at fresh laws; None without one, or without time."""
    from verify.derivations.diagnosis.repair import SECONDS, TRIED, right_at  # its tables take a while to load

    left = list(range(d.formula.edits()))
    k = round(WITHIN / (d.order + F(1, 2)))
    for i, r in enumerate(cases.fresh(d.law, d.needs | {"no far tails", "regular"}, seed + 7, SCREENS, d.bits)):
        short = cases.parameters(r) | {"later": F(1, 2**k)}
        r = replace(r, law=cases.regime(d.law, short, (), ()).law)
        left = right_at(d, r, left, min(SECONDS / 4**i, end - spent()), 2.0**-WITHIN) if left else []
    for n in left[:TRIED]:
        if spent() > end:
            return None
        found = list(orders(replace(d, formula=d.formula.edited(n)), seed + 11))
        if len(found) >= LAWS // 2 and min(o.value for o in found) >= d.order - NEAR:
            return d.formula.edit(n)
    return None
