"""Numbers, arrays and laws as JSON and back: all that crosses between the judge and the process that runs a user's file.

A number is a short text, its first letter says of what kind: q3/4 exact; f0x1.8p+0 a float; b.. a ball, midpoint and radius;
m.. digits. An array is its shape and its numbers, of floats their bytes; expressions are in expressions.py. Nothing is rounded:
a ball may come back wider by 2^-29 of its radius, and encloses what it did. What does not read so is a Garbled.
"""

import base64
from collections.abc import Callable
from dataclasses import fields
from fractions import Fraction
from numbers import Rational
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import Array, Law
from analytic.path import linear
from verify.derivations.isolation.expressions import decode_all, encode_all
from verify.derivations.whole_numbers import is_whole
from verify.regimes.constructors import arrays_of, carried
from verify.regimes.laws import LAWS, kind_of

LARGEST = 1 << 24  # entries of an array: far more than any quantity has, and little memory


class Garbled(ValueError):
    """A message that is none."""


def encode_arithmetic(ar: Any) -> list[Any]:
    """Its name, and its precision where it has one."""
    if ar.name == "balls":
        from flint import ctx

        return [ar.name, ctx.prec]
    return [ar.name, ar.pi().context.dps] if ar.name == "digits" else [ar.name]


def decode_arithmetic(said: list[Any]) -> Any:
    name, *precision = said
    return getattr(arithmetic, name)(*precision)


def encode_law(law: Law) -> dict[str, Any]:
    """The kind of law and its arrays. Neither is told its path, which a statement brings, nor operands: a formula is given them."""
    own = arrays_of(law).keys() - carried(law)
    return {"kind": kind_of(law), "arrays": {name: encode(a) for name, a in arrays_of(law).items() if name in own}}


def decode_law(said: dict[str, Any], ar: Any) -> Any:
    """The law again, on the linear path, with arrays of its own; `ar` may be another arithmetic of the same floats."""
    kind: Any = LAWS[said["kind"]].made
    arrays = {name: ar.array(decode(a, ar)) for name, a in said["arrays"].items()}
    names = {f.name for f in fields(kind)}
    more = {"path": linear} if "path" in names else {}
    more |= {"pencil": ar.pencil(arrays["S0"], arrays["C"])} if "pencil" in names else {}
    return kind(ar=ar, **arrays, **more)


def encode(value: Any) -> dict[str, Any]:
    """An array of the arithmetic, or what a formula returned in its place. TypeError: it holds something else than numbers."""
    a = np.asarray(value)
    if a.dtype == np.float64:
        return {"shape": list(a.shape), "floats": base64.b64encode(np.ascontiguousarray(a, "<f8").tobytes()).decode()}
    entries = [e.item() if isinstance(e, np.generic) else e for e in a.flat]
    if any(hasattr(e, "free_symbols") for e in entries):
        return {"shape": list(a.shape), "expressions": encode_all(entries)}
    return {"shape": list(a.shape), "numbers": [_encode(e) for e in entries]}


def decode(said: Any, ar: Any) -> Array:
    """The array again; digits are those of `ar`."""
    try:
        shape = tuple(int(n) for n in said["shape"])
        size = int(np.prod(shape, dtype=object))
        if size > LARGEST or min(shape, default=0) < 0:
            raise Garbled(f"an array of shape {shape}")
        if "floats" in said:
            return np.frombuffer(base64.b64decode(said["floats"], validate=True), "<f8").astype(float).reshape(shape)
        entries = decode_all(said["expressions"]) if "expressions" in said else [_decode(text, ar) for text in said["numbers"]]
        if len(entries) != size:
            raise Garbled(f"{len(entries)} numbers for an array of shape {shape}")
        out = np.empty(size, dtype=object)
        out[:] = entries
        return out.reshape(shape)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError) as e:
        raise Garbled(f"an array that does not read: {e}") from None


def encode_given(value: Any) -> dict[str, Any]:
    """What a formula is given: whole numbers stay such."""
    return {"whole": np.asarray(value).tolist()} if is_whole(value) else encode(value)


def decode_given(said: dict[str, Any], ar: Any) -> Any:
    if "whole" not in said:
        return ar.array(decode(said, ar))
    return np.array(n) if isinstance(n := said["whole"], list) else n


def encode_number(value: Any) -> Any:
    """A number by itself as its text; an array, of one number too, as an array."""
    return encode(value) if hasattr(value, "shape") else _encode(value)


def decode_number(said: Any, ar: Any) -> Any:
    try:
        return _decode(said, ar) if isinstance(said, str) else decode(said, ar)
    except (KeyError, IndexError, ValueError, ArithmeticError) as e:
        raise Garbled(f"a number that does not read: {e}") from None


def _encode(e: Any) -> str:
    if isinstance(e, Rational) and not isinstance(e, bool):
        return f"q{int(e.numerator):x}/{int(e.denominator):x}"
    if isinstance(e, float):
        return f"f{e.hex()}"
    if hasattr(e, "mid") and hasattr(e, "rad"):
        return f"b{_binary(e.mid())}:{_binary(e.rad())}" if e.is_finite() else "bnan"
    if hasattr(e, "man_exp") and hasattr(e, "context"):
        return f"m{_binary(e)}" if e.context.isfinite(e) else f"m{float(e)}"
    raise TypeError(f"returns {type(e).__name__}: use the operations of law.ar")


def _binary(e: Any) -> str:
    """man 2^exp, in hexadecimals."""
    man, exp = e.man_exp() if callable(e.man_exp) else e.man_exp  # of digits without its sign
    return f"{-abs(int(man)) if e < 0 else abs(int(man)):x}p{int(exp):x}"


def _decode(text: str, ar: Any) -> Any:
    letter, rest = text[0], text[1:]
    return _NUMBERS[letter](rest, ar)


def _rational(text: str, ar: Any) -> Any:
    p, q = (int(n, 16) for n in text.split("/"))
    return Fraction(p, q) if q != 1 else p


def _ball(text: str, ar: Any) -> Any:
    from flint import arb

    if text == "nan":
        return arb("nan")
    mid, rad = (arb(_two(part)) for part in text.split(":"))
    return arb(mid, rad) if rad != 0 else mid


def _digits(text: str, ar: Any) -> Any:
    from mpmath.libmp import from_man_exp

    mp = (ar if ar.name == "digits" else arithmetic.digits()).pi().context
    return mp.make_mpf(from_man_exp(*_two(text))) if "p" in text else mp.mpf(text)


def _two(text: str) -> tuple[int, int]:
    man, exp = text.split("p")
    return int(man, 16), int(exp, 16)


_NUMBERS: dict[str, Callable[[str, Any], Any]] = {
    "q": _rational,
    "f": lambda text, ar: float.fromhex(text),
    "b": _ball,
    "m": _digits,
}
