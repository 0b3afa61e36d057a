"""Doors of numbers, arrays and times: what may enter any formula."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import arithmetic, door, exact
from analytic._entries import admit
from analytic.arithmetic import Arithmetic
from verify.suites.refusals.door import ALL, EXACT, FLOATS, VALUES, Door

MOST = 2**511  # a float64 whose square is finite
NEAR = Fraction(1, 2**60)
FACTOR = [[4, 2], [2, 3]]
TORCH = ("float64", "torch")
SPLIT = ("digits", "balls")
HALVES = [[1, 2], [3, 4]]


def array(ar: Arithmetic, v: Any) -> Any:
    """What it becomes, in floats where it has values."""
    a = door.array(ar, "x", v)
    return a if ar.name == "symbols" else ar.floats(a)


def tensor(values: Any, **kind: Any) -> Any:
    import torch

    return torch.tensor(values, **kind)


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def wide(n: int) -> Any:
    """An array of n numbers that takes no room."""
    return np.broadcast_to(np.zeros(1), n)


def divided(ar: Arithmetic, v: Any) -> Any:
    return door.finite(ar, "x", ar.array([1, 1]) / ar.array(v))


def single(v: float) -> Any:
    import torch

    return door.times(arithmetic.torch(torch.float32), v)


def weights(ar: Arithmetic, v: Any) -> Any:
    return door.weights(ar, v, ar.array(v))


def as_written(ar: Arithmetic, v: Any) -> Any:
    """Floats as the fractions that they are, whose sum is 1 only after they are divided by it."""
    return weights(ar, exact.weights([exact.fraction(w) for w in v]))


def symbols(ar: Arithmetic, total: Any) -> Any:
    """w and total - w."""
    w = ar.array(["w", total]) - ar.array([0, "w"])
    return door.weights(ar, w, w)


WHOLE = (
    Door("a count has a least", lambda ar, v: door.count("n", v, least=2), 2, 1, "2 or larger", gives=2),
    Door("a count is at most 2^20", lambda ar, v: door.count("n", v), 2**20, 2**20 + 1, "at most", gives=2**20),
    Door("an index is below n", lambda ar, v: door.member("k", v, 3), 2, 3, "there are 3", gives=2),
    Door("an index from the end", lambda ar, v: door.member("k", v, 3), -3, -4, "there are 3", gives=0),
    Door("a dimension at least", lambda ar, v: door.dimensions(K=1, d=v), 1, 0, "d = 0"),
    Door("a whole number is at most 2^53", lambda ar, v: door.whole("p", v), 2**53, 2**53 + 1, "2^53", gives=2**53),
    Door("a negative one too", lambda ar, v: door.whole("p", v), -(2**53), -(2**53) - 1, "2^53", gives=-(2**53)),
    Door("a whole number is whole", lambda ar, v: door.whole("p", v), np.int8(3), 3.0, "3.0", FLOATS, TypeError, 3),
    Door("true is no whole number", lambda ar, v: door.whole("p", v), 1, True, "True", FLOATS, TypeError, 1),
)

ENTRIES = (
    Door("rows of one length", array, HALVES, [[1, 2], [3]], "rows of different lengths", VALUES, gives=HALVES),
    Door("a number in a list", array, np.zeros((0, 2), int), [], "empty list", gives=np.zeros((0, 2))),
    Door("lists at most 32 deep", array, nested(32), nested(33), "32 deep", VALUES, gives=nested(32)),
    Door("at most 32 axes", lambda ar, v: admit(ar, "x", v), nested(32), [np.zeros((1,) * 32)], "at most 32 axes",
         gives=nested(32)),
    Door("at most 2^32 numbers", lambda ar, v: len(admit(ar, "x", wide(v))), 2**32, 2**32 + 1, "2^32 numbers", gives=2**32),
    Door("true is no number", array, [1, 0], [1, True], "true and false", ALL, TypeError, [1, 0]),
    Door("nor is a class", array, [1, 2], [1, int], "a class", ALL, TypeError, [1, 2]),
    Door("a number is real", array, [1, 2], [1, 2j], "pass real numbers", TORCH, TypeError, [1, 2]),
    Door("complex numbers of NumPy", array, np.array([1, 2]), np.array([1 + 0j, 2]), "pass real numbers", VALUES, TypeError,
         [1, 2]),
    Door("a span of time is no number", array, np.array([1, 2]), np.array([1, 2], dtype="m8[s]"), "pass real", VALUES, TypeError,
         [1, 2]),
    Door("a masked array", array, np.array([1.0, 2]), np.ma.MaskedArray([1.0, 2], [False, True]), "masked", TORCH, TypeError,
         [1, 2]),
    Door("a float in exact numbers", array, [1, Fraction(1, 2)], [1, 0.5], "is a float: pass an int or a Fraction", EXACT,
         TypeError),
    Door("a decimal in exact numbers", array, Fraction(1, 2), Decimal("0.5"), "an exact arithmetic takes ints and Fractions", EXACT,
         TypeError),
    Door("a tensor of truths", array, tensor([1.0, 0.0]), tensor([True, False]), "bool tensor", TORCH, TypeError, [1, 0]),
    Door("a complex tensor", array, tensor([1.0, 0.0]), tensor([1j, 0]), "complex tensor", TORCH, TypeError, [1, 0]),
    Door("a sparse tensor", array, tensor([1.0, 0.0]), tensor([1.0, 0]).to_sparse(), "sparse", TORCH, TypeError, [1, 0]),
    Door("a tensor with a derivative", array, tensor([1.0]), tensor([1.0], requires_grad=True), "requires grad", FLOATS, TypeError,
         [1]),
    Door("bfloat16 outside of torch", array, tensor([1.0, 2.0]), tensor([1.0]).bfloat16(), "bfloat16", FLOATS, TypeError, [1, 2]),
    Door("too large for a double", array, 2**1023, 2**1024, "too large", gives=2.0**1023),
    Door("its square is finite", lambda ar, v: door.finite(ar, "x", ar.array([1, v])), MOST, 2 * MOST, "its square is too large",
         TORCH),
    Door("of a negative one too", lambda ar, v: door.finite(ar, "x", ar.array([1, v])), -MOST, -2 * MOST, "its square is too large",
         TORCH),
    Door("an entry is finite", lambda ar, v: door.finite(ar, "x", ar.array([1, v])), 2.0, float("nan"), "finite real number",
         TORCH),
    Door("a ball is finite, and a symbol", divided, 1, 0, "finite real number", ("balls", "symbols")),
    Door("one number", lambda ar, v: door.number(ar, "e", v), 1, [1, 2], "a number", VALUES, gives=1),
    Door("a number, or one for each point", lambda ar, v: door.number(ar, "e", v, ar.array(HALVES)), [[1], [2]], [1, 2],
         "one for each point", VALUES, gives=[[1], [2]]),
    Door("axes as their letters say", lambda ar, v: door.shapes({"w": (ar.array([1, 2]), "K")}, K=v), 2, 3, "(K,) = (3,)", VALUES),
)  # fmt: skip

TIMES = (
    Door("t is at most 1", lambda ar, v: door.times(ar, v), 1, 1 + Fraction(1, 2**52), "outside [0, 1]", VALUES),
    Door("beyond the doubles too", lambda ar, v: door.times(ar, v), 1, 1 + NEAR, "outside [0, 1]", EXACT),
    Door("t is at least 0", lambda ar, v: door.times(ar, v), 0, -NEAR, "outside [0, 1]", ALL),
    Door("before it is rounded", lambda ar, v: single(v), 1.0, 1 + 1e-09, "outside [0, 1]"),
    Door("one number where one is asked", lambda ar, v: door.times(ar, v, one="one t"), 0, [0, 1], "one t", VALUES),
    Door("points of dimension d", lambda ar, v: door.points(ar, "x", [[1, 2]], v), 2, 3, "its last axis must be d = 3", ALL),
    Door("as many points as times", lambda ar, v: door.batch(ar, [0, 1], v, 2), [[1, 2], [3, 4]], [[1, 2]], "one per point",
         VALUES),
    Door("a probability is below 1", lambda ar, v: door.probability(ar, ar.array([v])), 1 - Fraction(1, 2**53), 1,
         "strictly between 0 and 1", VALUES),
    Door("and above 0", lambda ar, v: door.probability(ar, ar.array([v])), NEAR, 0, "strictly between 0 and 1", VALUES),
    Door("above 0", lambda ar, v: door.positive(ar, "e", ar.array(v)), NEAR, 0, "must be positive", ALL),
    Door("0 or above", lambda ar, v: door.positive(ar, "e", ar.array(v), strict=False), 0, -NEAR, "zero or positive", ALL),
    Door("not 0", lambda ar, v: door.nonzero(ar, ar.array(v), "it is 0"), NEAR, 0, "it is 0", ALL),
    Door("0, to its rounding", lambda ar, v: door.zero(ar, ar.array([v]), "it is not"), Fraction(1, 2**47), Fraction(1, 2**45),
         "it is not; here it misses by"),
    Door("0, as symbols", lambda ar, v: door.zero(ar, ar.array([v]), "it is not"), 0, NEAR, "it is not", ("symbols",)),
)  # fmt: skip

MATRICES = (
    Door("a covariance is symmetric", lambda ar, v: door.square(ar, "S", v), FACTOR, [[4, 2], [2 + NEAR, 3]], "not symmetric",
         SPLIT),
    Door("up to its rounding", lambda ar, v: door.square(ar, "S", [[4, 2], [2 + 2.0**-v, 3]]), 50, 47, "not symmetric", TORCH),
    Door("of symbols", lambda ar, v: door.square(ar, "S", [["a", "b"], v]), ["b", "c"], ["c", "d"], "not symmetric for all values",
         ("symbols",)),
    Door("it is square", lambda ar, v: door.square(ar, "S", v), FACTOR, [[4, 2]], "(d, d)", ALL),
    Door("positive semidefinite", lambda ar, v: door.square(ar, "S", [[1, 1], [1, v]]), 1, 1 - NEAR, "positive semidefinite",
         SPLIT),
    Door("decided where rounding hides it", lambda ar, v: door.square(ar, "S", [[4, 2, 0], [2, v, 0], [0, 0, 2**70]]), 1, 1 - NEAR,
         "positive semidefinite", SPLIT),
    Door("in floats to their rounding", lambda ar, v: door.square(ar, "S", [[1, 1], [1, 1 - 2.0**-v]]), 53, 48,
         "positive semidefinite", TORCH),
    Door("positive definite where it is asked", lambda ar, v: door.square(ar, "S", v, definite=True),
         [[1, 0], [0, Fraction(1, 2**20)]], [[1, 1], [1, 1]], "positive definite here", VALUES),
    Door("definite, as fractions", lambda ar, v: door.square(ar, "S", [[1, 1], [1, v]], definite=True), 1 + NEAR, 1,
         "positive definite here", SPLIT),
    Door("weights sum to 1", weights, [Fraction(1, 3), Fraction(2, 3)], [Fraction(1, 3)] * 2, "weights sum to", ALL),
    Door("exactly, as fractions", weights, [1 - NEAR, NEAR], [1, NEAR], "weights sum to", EXACT),
    Door("in floats to their rounding, weights", weights, [0.5, 0.5 + 2.0**-52], [0.5, 0.5 + 2.0**-50], "weights sum to", TORCH),
    Door("as symbols", symbols, 1, "v", "weights sum to", ("symbols",)),
    Door("weights are positive", weights, [1], [1, 0], "weights must be positive", ALL),
)  # fmt: skip

NO = exact.NoNumber
TEXTS = (
    Door("a number as text", lambda ar, v: exact.fraction(v), "-1/3", "1/0", "no finite number", FLOATS, NO, Fraction(-1, 3)),
    Door("true is no number as written", lambda ar, v: exact.fraction(v), 1, True, "no finite number", FLOATS, NO, 1),
    Door("a decimal as written", lambda ar, v: exact.fraction(v), Decimal("0.1"), Decimal("NaN"), "no finite number", FLOATS, NO,
         Fraction(1, 10)),
    Door("a float as the binary number that it is", lambda ar, v: exact.fraction(0.1, floats=v), True, False,
         "an int or a string such as", FLOATS, NO, Fraction(3602879701896397, 2**55)),
    Door("at most so large", lambda ar, v: exact.fraction(v, largest=10), 10, 11, "no finite number", FLOATS, NO, 10),
    Door("and so small", lambda ar, v: exact.fraction(v, largest=10), -10, -11, "no finite number", FLOATS, NO, -10),
    Door("lists, with the place", lambda ar, v: exact.fractions([[1, v]], "means"), "1/2", "x", "means[0][1]", FLOATS, NO,
         [[1, Fraction(1, 2)]]),
    Door("lists, at most so large", lambda ar, v: exact.fractions([v], largest=10), 10, 11, "no finite number", FLOATS, NO, [10]),
    Door("weights that sum to one but for their rounding", as_written, [0.1, 0.2, 0.7], [0.1, 0.2, 0.6], "weights sum to", SPLIT),
)  # fmt: skip

DOORS = (*WHOLE, *ENTRIES, *TIMES, *MATRICES, *TEXTS)
