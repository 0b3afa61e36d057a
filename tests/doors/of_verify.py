"""The public functions of `verify`, each with good arguments and the kinds of bad input of each: the one list of them.

Judged is one claim, which takes no time. What a statement of a derivation may be, and a claim, is tried where these are tested.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import verify
from tests.doors import options as o
from tests.doors.of_learned import NOWHERE, Arguments, Doors, or_none
from verify import report, strategies
from verify.claim import Claim, Regime, identity
from verify.runner import run_all


class Law:
    def __init__(self, ar: Any) -> None:
        self.ar = ar


def twice(law: Any, t: Any, x: Any) -> Any:
    return 2 * x


def thrice(law: Any, t: Any, x: Any) -> Any:
    return 3 * x


def is_sum(f: Any, case: Any) -> Any:
    return f(case.law, case.t, case.x) - case.x - case.x


def still(x: Any, t: Any) -> Any:
    return 0 * x


LAW = {"weights": [1], "means": [[0]], "covs": [[[1]]]}
WHERE = Regime("here", "one point", Law, (Fraction(1, 2),), ((1, 2),))
CLAIM = Claim("MINE-1", "me", "Twice x is x + x.", "2x", twice, identity(is_sum, (WHERE,)), {"thrice": thrice})
SIZE: Arguments = {"d": (o.HOW_MANY, 2)}


def checked(**more: Any) -> str:
    """Of a claim, which is decided at once."""
    return verify.check(CLAIM, **more).verdict


@cache
def doors() -> Doors:
    records = run_all(CLAIM)
    run = {"claim": (o.TABLE, CLAIM), "test": (o.TABLE, CLAIM.tests[0]), "seed": (o.SEED, 1), "regime": (or_none(o.WORD), "here")}
    table: Arguments = {
        "source": (or_none(o.TABLE), LAW),
        "model": (or_none(o.FUNCTION), still),
        "times": (or_none(o.LIST), [0.5]),
        "points": (or_none(o.HOW_MANY), 1),
        "seed": (or_none(o.SEED), 1),
        "name": (o.without(or_none(o.WORD), "a word", "another case"), "mine"),
    }
    made: dict[str, tuple[Callable[..., Any], Arguments]] = {
        "check": (checked, {"seed": (o.SEED, 1), "budget": (o.POSITIVE, 1.0)}),
        "check_all": (
            verify.check_all,
            {"items": (o.LIST, []), "seed": (o.SEED, 1), "budget": (o.POSITIVE, 1.0)} | {"progress": (or_none(o.FUNCTION), print)},
        ),
        "symbols_of": (verify.symbols_of, {"law": (o.WORD, "mixture"), "d": (o.HOW_MANY, 2), "K": (o.HOW_MANY, 2)}),
        "table4": (verify.table4, table),
        "run": (verify.run, run),
        "verdict": (verify.verdict, {"claim": (o.TABLE, CLAIM), "records": (o.LIST, records)}),
        "strategies.points": (strategies.points, SIZE),
        "strategies.rationals": (
            strategies.rationals,
            {"low": (o.without(o.INDEX, "-10^9"), 1), "high": (o.INDEX, 2), "denominator": (o.HOW_MANY, 4)},
        ),
        "strategies.non_commuting_pair": (strategies.non_commuting_pair, SIZE),
        "report.render": (report.render, {"folder": (o.FOLDER, NOWHERE)}),
        "report.compare": (report.compare, {"old": (o.FOLDER, NOWHERE), "new": (o.FOLDER, NOWHERE)}),
        "report.summary": (report.summary, {"folder": (o.FOLDER, NOWHERE), "width": (or_none(o.HOW_MANY), 80)}),
        "report.table4": (report.table4, {"rows": (o.LIST, []), "form": (o.WORD, "markdown")}),
        "report.embed": (report.embed, {"folder": (o.FOLDER, NOWHERE), "page": (o.FILE, NOWHERE)}),
    }
    return made
