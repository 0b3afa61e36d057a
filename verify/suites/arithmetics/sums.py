"""Contractions by plain loops over all their indices; softmax and logsumexp without a shift."""

from collections.abc import Callable
from fractions import Fraction as Q
from itertools import product
from typing import Any

import numpy as np

from analytic.arithmetic import Arithmetic, Array
from verify.suites.arithmetics.case import Case, reference

mp = reference()


def numbers(*shape: int, start: int = 1) -> Any:
    """Different fractions of both signs."""
    flat = [Q((7 * i) % 23 - 11, (i * i) % 5 + 2) for i in range(start, start + int(np.prod(shape)))]
    return np.array(flat, dtype=object).reshape(shape)


def contracted(spec: str) -> Callable[..., Any]:
    """sum over the letters that the result lacks, entry by entry; "..." are axes before the last."""
    ins, out = spec.replace("...", "Z").split("->")
    words = ins.split(",")

    def truth(*operands: Any) -> Any:
        sizes = {letter: n for word, a in zip(words, operands, strict=True) for letter, n in zip(word, a.shape, strict=True)}
        found = np.full([sizes[c] for c in out], mp.mpf(0), dtype=object)
        for index in product(*(range(n) for n in sizes.values())):
            at = dict(zip(sizes, index, strict=True))
            term = mp.mpf(1)
            for word, a in zip(words, operands, strict=True):
                term *= a[tuple(at[c] for c in word)]
            found[tuple(at[c] for c in out)] += term
        return found

    return truth


def sum_of(spec: str, *shapes: tuple[int, ...]) -> Case:
    def call(ar: Arithmetic, *operands: Array) -> Array:
        return ar.einsum(spec, *operands)

    curves = tuple((numbers(*shape, start=5 * i), numbers(*shape, start=3 + 7 * i)) for i, shape in enumerate(shapes))
    sizes = " x ".join(str(list(shape)) for shape in shapes)
    return Case("einsum", f"{spec}, {sizes}", call, curves, contracted(spec), lift=8)


def over_logits(name: str, at: str, values: Any, truth: Callable[[Any], Any], lift: int, **more: Any) -> Case:
    def call(ar: Arithmetic, logits: Array) -> Array:
        return getattr(ar, name)(logits)

    return Case(name, at, call, ((values, numbers(*np.shape(values))),), truth, lift=lift, **more)


def softmax(logits: Any) -> Any:
    e = np.frompyfunc(mp.exp, 1, 1)(logits)
    return e / e.sum(-1, keepdims=True)


def logsumexp(logits: Any) -> Any:
    return np.frompyfunc(mp.log, 1, 1)(np.asarray(np.frompyfunc(mp.exp, 1, 1)(logits).sum(-1), dtype=object))


ONE, ROWS, FAR = [Q(1, 3), -2, 1], numbers(2, 3), [[-1000, 1, 0], [900, 899, 902]]

CASES = (
    sum_of("...ij,...j->...i", (2, 2, 3), (2, 3)),
    sum_of("...ki,...kj->...ij", (2, 3, 2), (2, 3, 2)),
    sum_of("...ki,...kj->...ij", (2, 2, 9), (2, 2, 9)),
    sum_of("...k,...kij->...ij", (2, 3), (2, 3, 2, 2)),
    sum_of("...i,...j->...ij", (2, 3), (2, 2)),
    over_logits("softmax", "three numbers", ONE, softmax, 8),
    over_logits("softmax", "rows", ROWS, softmax, 16),
    over_logits("softmax", "logits near 1000", FAR, softmax, 2000),
    over_logits("logsumexp", "three numbers", ONE, logsumexp, 8),
    over_logits("logsumexp", "rows", ROWS, logsumexp, 16),
    over_logits("logsumexp", "logits near 1000", FAR, logsumexp, 8),
)
