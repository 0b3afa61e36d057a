"""Doors of options: words, numbers, flags, seeds, lists, functions and paths, as `learned` and `verify` take them."""

import math
from pathlib import Path

from analytic import options
from verify.suites.refusals.door import FLOATS, Door

NAMES = ("linear", "cosine")


def to_the_end(ar: object, value: object) -> float:
    """The error ends where its text does."""
    try:
        return options.number("h", value)
    except ValueError as e:
        raise ValueError(f"{e}.") from e


DOORS = (
    Door("a number within its ends", lambda ar, v: options.number("h", v, 0, 1), 1, 1 + 2**-52, "in [0, 1]", gives=1),
    Door("and above the lower", lambda ar, v: options.number("h", v, 0, 1), 0, -(2**-60), "in [0, 1]", gives=0),
    Door("a finite number", lambda ar, v: options.number("h", v), 1e308, math.inf, "give a finite number", gives=1e308),
    Door("without ends, of which nothing is said", to_the_end, 1, math.nan, "give a finite number.", gives=1),
    Door("true is none", lambda ar, v: options.number("h", v), 1, True, "give a finite number", gives=1),
    Door("a number above 0", lambda ar, v: options.positive("h", v), 2**-60, 0, "above 0", gives=2**-60),
    Door("a seed", lambda ar, v: options.seeded(v), 0, -1, "0 or larger", gives=0),
    Door(
        "a word that is known",
        lambda ar, v: options.known("path", v, NAMES),
        "cosine",
        "cos",
        "use linear or cosine",
        gives="cosine",
    ),
    Door("of one word", lambda ar, v: options.known("path", v, NAMES[:1]), "linear", "cosine", "use linear", gives="linear"),
    Door("a flag", lambda ar, v: options.flag("fixed", v), True, 1, "True or False", FLOATS, TypeError, True),
    Door("a function", lambda ar, v: options.function("f", v), abs, 1, "give a function", FLOATS, TypeError),
    Door("a list of numbers", lambda ar, v: options.each("times", [0, v], options.number), 1, "1", "times[1]", gives=[0, 1]),
    Door("a list", lambda ar, v: options.each("times", v, options.number), [], "a", "give a list", FLOATS, TypeError, []),
    Door(
        "of one axis",
        lambda ar, v: options.each("times", ar.array(v), options.number),
        [1],
        [[1]],
        "a list",
        FLOATS,
        TypeError,
        [1],
    ),
    Door("one of these kinds", lambda ar, v: options.one_of("x", v, int, str), 1, 1.0, "give a int or a str", FLOATS, TypeError),
    Door("a path", lambda ar, v: options.path("file", v), "a.toml", b"a.toml", "give a path", FLOATS, TypeError, Path("a.toml")),
    Door("a path that a file can have", lambda ar, v: options.path("file", v), "a", "", "no file has this name", gives=Path("a")),
    Door("without a zero byte", lambda ar, v: options.path("file", v), "a b", "a\0b", "no file has this name", gives=Path("a b")),
)
