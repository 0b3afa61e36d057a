"""What a formula asks of its numbers besides sums and products is written down; what the library asks at its doors is not."""

from collections.abc import Callable
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from analytic import arithmetic, gaussian, line, mixture
from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.asked import Asked
from verify.derivations.watched import asked_by

Formula = Callable[[Any, Any, Any], Any]
PLANE = cases.fresh("mixture", frozenset({"d=2"}), 0, 1)[0]


def asked(f: Formula, regime: Regime = PLANE) -> list[Asked]:
    ar = arithmetic.balls(256)
    with ar.scope():
        return asked_by(f, regime.law(ar), ar.array(regime.times[0]), ar.array([list(p) for p in regime.points]))


def guarded(law: Any, t: Any, x: Any) -> Any:
    try:
        return 0 * x if (abs(x) > 16).any() else x
    except Exception:
        return x


ASK: dict[str, tuple[Formula, Asked]] = {
    "equality": (lambda law, t, x: 0 * x if t == F(1, 3) else x, Asked("equality", 0, "t", "1/3")),
    "order": (lambda law, t, x: np.where(x > 2000, 0 * x, x), Asked("order", 0, "x_0", "2000")),
    "order of a size, where errors are swallowed": (guarded, Asked("order", 0, "x_0", "16")),
    "a float": (lambda law, t, x: x if float(t) else 0 * x, Asked("float", 0, "t")),
    "an int": (lambda law, t, x: x * int(x[0, 0]), Asked("int", 0, "x_0")),
    "truth": (lambda law, t, x: x if x[0, 0] * 1 else 0 * x, Asked("truth")),
    "a maximum": (lambda law, t, x: x * max(x[0, 0], x[0, 1]), Asked("order", 0, "x_1")),
    "its text": (lambda law, t, x: x if "1" in str(t) else 0 * x, Asked("text", 0, "t")),
    "its hash": (lambda law, t, x: x * len({t[()]}), Asked("text", 0, "t")),
    "its midpoint": (lambda law, t, x: x * t[()].mid(), Asked("text", 0, "t")),
    "the arithmetic": (lambda law, t, x: x if law.ar.name == "balls" else 0 * x, Asked("name")),
    "floats of the arithmetic": (lambda law, t, x: x * int(law.ar.floats(t) > 0.5), Asked("float")),
    "the law": (lambda law, t, x: x if law.w[0] > 0 else 0 * x, Asked("order", 0, "", "0")),
}


@pytest.mark.parametrize("kind", ASK)
def test_what_is_asked_is_written_down_with_its_line(kind: str) -> None:
    f, wanted = ASK[kind]
    found = asked(f)
    assert all(q.line > 0 for q in found if q.what != "more")
    assert (wanted.what, wanted.of, wanted.than) in [(q.what, q.of, q.than) for q in found]


def test_what_raises_where_it_is_watched_asks_more() -> None:
    assert [q.what for q in asked(lambda law, t, x: x.undefined)] == ["more"]


LINE = cases.fresh("line", frozenset(), 0, 1)[0]
PAIR = cases.fresh("gaussian", frozenset({"independent"}), 0, 1)[0]
EXPRESSIONS: dict[str, tuple[Formula, Regime]] = {
    "drift": (mixture.drift, PLANE),
    "jacobian": (mixture.jacobian, PLANE),
    "score": (mixture.score, PLANE),
    "quantile": (lambda law, t, x: line.quantile(law, t, law.ar.array([[F(1, 3)]])), LINE),
    "flow map": (lambda law, t, x: line.flow_map(law, 0 * t, t, x), LINE),
    "flow": (lambda law, t, x: gaussian.flow(law, 0 * t, t, x), PAIR),
    "own": (lambda law, t, x: x + abs(x) - (-x) + law.ar.exp(-x * x) @ law.ar.sqrtm(law.S0) / 3 + t**2, PAIR),
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_asks_nothing(name: str) -> None:
    assert asked(*EXPRESSIONS[name]) == []


def test_values_are_those_of_the_arithmetic_itself() -> None:
    ar, seen = arithmetic.balls(256), list[Any]()

    def keep(law: Any, t: Any, x: Any) -> Any:
        seen.append(mixture.drift(law, t, x))

    asked(keep)
    with ar.scope():
        right = mixture.drift(PLANE.law(ar), ar.array(PLANE.times[0]), ar.array([list(p) for p in PLANE.points]))
    assert [float(n) for n in seen[0].flat] == [float(n) for n in right.flat]
    assert (
        str(Asked("order", 7, "x_0", "2")) == "compares x_0 and 2 (line 7)"
        and str(Asked("truth")) == "asks for the truth of a value"
    )
