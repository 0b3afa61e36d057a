"""Paths x_t = a x0 + b x1 by name, each from its definition in its authors' own time; and those of one's own.

`time` says when x_t is the source, and when the data. A path in another unit or direction of time is the same path (`Convention`).
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Any

from analytic import arithmetic, path
from analytic.arithmetic import Arithmetic, Array
from analytic.exact import fraction
from verify.derivations.coordinates.clock import BACKWARD, FORWARD, Clock
from verify.derivations.coordinates.duals import derived
from verify.derivations.mistakes import meant

NAMED = re.compile(r"([a-z][a-z0-9 ]*?) *(?:\(([^()]*)\))?")


@dataclass(frozen=True)
class Named:
    says: str
    of: Callable[..., Any]  # (ar, t, *parameters) -> (a, b, a', b')
    time: Clock = FORWARD
    parameters: tuple[tuple[str, Fraction], ...] = ()  # with what they are unless given
    wrong: Callable[..., str] = lambda *values: ""  # why these parameters are none
    letter: str = "t"  # of their time


@dataclass(frozen=True)
class Own:
    """a and b of a x0 + b x1, or c of a x0 + b x1 + c z as well, as SymPy expressions in one symbol, the time."""

    a: Any
    b: Any
    c: Any = None

    @property
    def latent(self) -> "Own | None":
        """c, of a path of its own."""
        return None if self.c is None else Own(self.c, self.c)


def _increasing(low: Fraction, high: Fraction) -> str:
    return "" if 0 < low < high else "the first must be positive and below the second"


PATHS: dict[str, Named] = {
    "linear": Named(
        "(1 - (1 - sigma_min) t) source + t data",
        derived(lambda ar, t, s: (1 - (1 - s) * t, t)),
        parameters=(("sigma_min", Fraction(0)),),
        wrong=lambda s: "" if 0 <= s < 1 else "sigma_min must be in [0, 1)",
    ),
    "trigonometric": Named("cos(pi t/2) source + sin(pi t/2) data", path.trigonometric),
    "variance preserving": Named("sqrt(1 - e^-B) source + e^(-B/2) data, t = 1 the data", path.variance_preserving),
    "vp": Named(
        "sqrt(1 - e^-B) noise + e^(-B/2) data, B = b_min t + (b_max - b_min) t^2/2",
        path.backward(path.variance_preserving),
        BACKWARD,
        (("beta_min", Fraction(1, 10)), ("beta_max", Fraction(20))),
        _increasing,
    ),
    "ve": Named(
        "s_min (s_max/s_min)^t noise + data",
        path.backward(path.variance_exploding),
        BACKWARD,
        (("sigma_min", Fraction(1, 100)), ("sigma_max", Fraction(50))),
        _increasing,
    ),
    "edm": Named("sigma noise + data, their time is sigma", derived(lambda ar, t: (t, 1)), Clock(inf, Fraction(0)), letter="sigma"),
    "cosine": Named("sin(pi t/2) noise + cos(pi t/2) data", path.backward(path.trigonometric), BACKWARD),
    "shifted": Named(
        "s noise + (1 - s) data, s = A t/(1 + (A - 1) t)",
        path.backward(path.shifted),
        BACKWARD,
        (("A", Fraction(3)),),
        lambda A: "" if A > 0 else "A must be positive",
    ),
}


def read(text: str) -> tuple[Named, tuple[Fraction, ...]]:
    """ "vp(1/10, 20)": the path, and its parameters. ValueError: it is none, or takes others."""
    match = NAMED.fullmatch(text)
    if not match or match[1] not in PATHS:
        known = f"{meant(text, PATHS)}use one of {', '.join(map(_shown, PATHS))}, or a and b of your own"
        raise ValueError(f"path={text!r} is no known path: {known}")
    named = PATHS[match[1]]
    given = [fraction(part.strip(), f"path={text!r}") for part in match[2].split(",")] if match[2] else []
    if len(given) > len(named.parameters):
        raise ValueError(f"path={text!r} has {len(given)} parameters: it is {_shown(match[1])}")
    values = (*given, *(value for _, value in named.parameters[len(given) :]))
    if why := named.wrong(*values):
        raise ValueError(f"path={text!r}: {why}")
    return named, values


def of(what: str | Own) -> Callable[[Arithmetic, Array], Any]:
    """(ar, t) -> (a, b, a', b') in its own time."""
    if isinstance(what, Own):
        return derived(lambda ar, t: tuple(number_at(e, ar, t) for e in (what.a, what.b)))
    named, values = read(what)
    return lambda ar, t: named.of(ar, t, *(ar.array(v)[()] for v in values))


def own(given: Any) -> Own:
    """Two SymPy expressions in the time, or a function `t -> (a, b)` or `(ar, t) -> (a, b)`. TypeError: neither.

    Three are those of x_t = a source + b data + c z, z a noise of its own. A decimal is the number that is written: 0.1 is 1/10.
    """
    import sympy as sp

    given = _called(given)
    if not isinstance(given, (tuple, list, sp.MatrixBase)) or len(given) not in (2, 3):
        said = f"{given!r:.60}"
        raise TypeError(f"path={said}: give its name, or (a, b) of x_t = a source + b data, or a function of t that returns them")
    parts = [_rational(sp.sympify(e)) for e in given]
    if len(free := _free(parts)) != 1:
        raise TypeError(f"path=({', '.join(map(str, parts))}) has {len(free)} symbols: it must have the time, and no other")
    return Own(*_in_time(parts))


def own_number(name: str, given: Any) -> Any:
    """A number, or one that depends on the time, as a SymPy expression in it. TypeError: neither."""
    import sympy as sp

    found = _rational(sp.sympify(_called(given)))
    if len(_free([found])) > 1:
        raise TypeError(f"{name}={found} has several symbols: it may have the time, and no other")
    return _in_time([found])[0]


def number_at(expression: Any, ar: Arithmetic, t: Any) -> Any:
    """Of an expression in the time."""
    from verify.evidence.symbols import evaluate

    return evaluate(expression, dict.fromkeys(expression.free_symbols, t), ar)


def _called(given: Any) -> Any:
    """What a function of the time gives, else what there is."""
    if not callable(given):
        return given
    ar = arithmetic.symbols()
    time = ar.array("t")[()]
    return given(ar, time) if len(inspect.signature(given).parameters) > 1 else given(time)


def _free(parts: list[Any]) -> list[Any]:
    return sorted(set().union(*(e.free_symbols for e in parts)), key=str)


def _in_time(parts: list[Any]) -> list[Any]:
    """With our symbol for the time."""
    time = arithmetic.symbols().array("t")[()]
    return [e.xreplace(dict.fromkeys(_free(parts), time)) for e in parts]


def _rational(e: Any) -> Any:
    """Without floats, and with exp(t log 2) for 2^t."""
    import sympy as sp

    in_exponent = (lambda p: p.is_Pow and p.exp.free_symbols), (lambda p: sp.exp(p.exp * sp.log(p.base)))
    return sp.nsimplify(e, rational=True).replace(*in_exponent)


def _shown(name: str) -> str:
    letters = ", ".join(letter for letter, _ in PATHS[name].parameters)
    return f"{name}({letters})" if letters else name
