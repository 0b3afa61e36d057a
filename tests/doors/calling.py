"""One call with bad input, and what became of it."""

import signal
import traceback
import warnings
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

import analytic
import learned
import verify

OURS = [Path(package.__file__).parent for package in (analytic, learned, verify)]
LIMIT = 20.0  # seconds of computing time, for one call


class Became(StrEnum):
    """Of a call with bad input."""

    ERROR = "clear error"  # a ValueError or TypeError that our own code raises, with words
    RAW = "raw exception"  # any other
    SILENT = "silent NaN or infinity"
    ACCEPTED = "bad input accepted"
    HANG = "hang"
    ANSWERED = "answered"  # harmless input, and a finite answer


class TooLong(BaseException):
    """No handler of a formula takes it for an error."""


def call(
    f: Callable[..., Any], arguments: dict[str, Any], ar: Any, may_answer: bool, finite: Callable[[Any, Any], bool] | None = None
) -> tuple[Became, str]:
    """What became of f(*arguments), and what it said; `finite` in place of `all_finite` for answers of no arithmetic."""

    def stop(*_: Any) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        with ar.scope(), warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", message=".torch.jit.script. is deprecated")  # torch's own
            warnings.filterwarnings("ignore", category=RuntimeWarning)  # of NumPy: what it warns of is seen in the answer
            answer = f(*arguments.values())
            if callable(answer) and finite is None:  # a level of noise
                answer = answer(ar, ar.array(1))
        if not (finite or all_finite)(answer, ar):
            return Became.SILENT, str(answer)[:200]
        return (Became.ANSWERED if may_answer else Became.ACCEPTED), str(answer)[:80] if not may_answer else ""
    except TooLong:
        return Became.HANG, f"no answer after {LIMIT:.0f} s"
    except Exception as e:
        return (Became.ERROR if clear(e) else Became.RAW), f"{type(e).__name__}: {e}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def clear(e: Exception) -> bool:
    """A ValueError, TypeError, FileNotFoundError or KeyError that a line of ours raises, and that has something to say."""
    frame = traceback.extract_tb(e.__traceback__)[-1]
    ours = any(folder in Path(frame.filename).parents for folder in OURS) and "raise" in (frame.line or "")
    return isinstance(e, ValueError | TypeError | FileNotFoundError | KeyError) and ours and len(str(e)) > 20


def all_finite(answer: Any, ar: Any) -> bool:
    """Whether every number in it is finite; of laws, that of their arrays; symbols and functions have none."""
    if isinstance(answer, tuple | list):
        return all(all_finite(a, ar) for a in answer)
    if hasattr(answer, "__dataclass_fields__"):
        return all(all_finite(getattr(answer, name), ar) for name in answer.__dataclass_fields__ if name not in ("ar", "pencil"))
    if answer is None or callable(answer) or isinstance(answer, bool | int | str):
        return True
    if ar.name == "digits":
        return all(bool(e - e == 0) for e in np.asarray(answer, dtype=object).flat)
    if ar.name == "balls":
        return all(bool(getattr(e, "is_finite", lambda: True)()) for e in np.asarray(answer, dtype=object).flat)
    v = ar.floats(answer) if hasattr(answer, "detach") else np.asarray(answer)
    return v.dtype.kind == "f" and bool(np.isfinite(v).all())
