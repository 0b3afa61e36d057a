"""The process that runs a user's formulas: it loads them, then evaluates what it is asked, at the numbers it is sent.

Neither the reference nor a verdict is made here, but in the judge's process. What comes back is JSON, which the judge checks.
A free claim brings its own residuals and regimes, and so its records are made here.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Claim
from verify.derivations.isolation.described import CASE, MOST, decode_style, describe, encode_mark, encode_style
from verify.derivations.isolation.numbers import decode, decode_arithmetic, decode_given, decode_law, decode_number, encode
from verify.derivations.isolation.peer import Failed, die_with_parent
from verify.derivations.judging.decide import decide
from verify.derivations.marked import of_error
from verify.derivations.mistakes import told
from verify.derivations.observed_call import quiet, reseeded
from verify.derivations.statement import Derivation, Runnable, Unusable

MANY = 10_000  # entries: no quantity has so many at a few points
MEMORY = 8 << 30  # bytes that it may take; what takes more raises MemoryError

Item = Derivation | Claim


def evaluate(pipe: Any, load: Callable[[], Sequence[Item]], silent: bool, inherited: Any = None) -> None:
    """In the process: load, tell what there is, answer until the judge is gone.

    `inherited`: the pipe from the judge to its caller, which a fork has copied, and which is none of ours.
    """
    die_with_parent()
    if inherited is not None:
        inherited.close()
    if silent:
        silence()
    _limit_memory()
    try:
        items = load()
        if len(items) > MOST:
            raise Failed(f"states {len(items)} derivations, and at most {MOST} are taken from one file: split it", usage=True)
        _send(pipe, {"items": [describe(item) for item in items]})
    except Failed as e:
        _send(pipe, {"failed": e.why, "usage": e.usage, "mark": encode_mark(e.mark)})
        return
    _one_thread()
    arithmetic.float64()  # imported while the judge looks at what there is
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            _send(pipe, _reply(items, json.loads(pipe.recv_bytes())))


def _reply(items: Sequence[Item], asked: dict[str, Any]) -> dict[str, Any]:
    """What is asked of an item, or what it raised."""
    item = items[asked["item"]]
    state = asked.get("state")
    try:
        with quiet(), nullcontext() if state is None else reseeded(state):
            if isinstance(item, Claim):
                return {"claim": _of_claim(item, asked["seed"])}
            return {**_TASKS[asked["do"]](_styled(item.formula, asked), asked), "notes": list(item.formula.notes)}
    except MemoryError:
        return {"raised": "MemoryError", "words": f"more than {MEMORY >> 30} GiB are wanted", "unusable": False}
    except Exception as e:
        words = told(e)
        mark = encode_mark(of_error(e, words))
        return {"raised": type(e).__name__, "words": words, "unusable": isinstance(e, Unusable), "mark": mark}


def _styled(f: Runnable, asked: dict[str, Any]) -> Any:
    """The formula, called as the judge has found."""
    style = asked.get("style")
    f = f.without_guards()[0] if asked.get("bare") else f
    f = f if asked.get("edit") is None else f.edited(asked["edit"])
    return f if style is None else replace(f, style=decode_style(style))  # type: ignore[type-var]


def _value(f: Any, asked: dict[str, Any]) -> dict[str, Any]:
    ar, law, t, x = _case(asked)
    with ar.scope():
        value = f(law, t, x, _given(asked, ar))
        return {"value": encode(ar.floats(value) if ar.name == "torch" else value)}


def _asked(f: Any, asked: dict[str, Any]) -> dict[str, Any]:
    ar, law, t, x = _case(asked)
    with ar.scope():
        return {"asked": [asdict(a) for a in f.asked(law, t, x, _given(asked, ar))]}


def _ways(f: Any, asked: dict[str, Any]) -> dict[str, Any]:
    return {"ways": [encode_style(style) for style in f.ways(_case(asked)[1])]}


def _guards(f: Any, asked: dict[str, Any]) -> dict[str, Any]:
    return {"guards": [[g.value, g.line] for g in f.without_guards()[1]]}


def _edits(f: Any, asked: dict[str, Any]) -> dict[str, Any]:
    return {"edits": f.edits()}


def _edit(f: Any, asked: dict[str, Any]) -> dict[str, Any]:
    return {"text": asdict(f.edit(asked["which"]))}


def _under_edits(f: Any, asked: dict[str, Any]) -> dict[str, Any]:
    ar, law, t, x = _case(asked)
    with ar.scope():
        values = f.under_edits(asked["which"], asked["seconds"], law, t, x, _given(asked, ar))
        return {"values": [_encoded(value) for value in values]}


def _encoded(value: Any) -> Any:
    """None for what is no array of numbers."""
    with suppress(Exception):
        return None if value is None or np.size(value) > MANY else encode(value)
    return None


def _case(asked: dict[str, Any]) -> tuple[Any, Any, Any, Any]:
    ar = decode_arithmetic(asked["arithmetic"])
    with ar.scope():
        t = decode_number(asked["t"], ar)
        return ar, decode_law(asked["law"], ar), ar.array(t) if hasattr(t, "shape") else t, ar.array(decode(asked["x"], ar))


def _given(asked: dict[str, Any], ar: Any) -> dict[str, Any]:
    return {name: decode_given(value, ar) for name, value in asked["given"].items()}


def _of_claim(claim: Claim, seed: int) -> dict[str, Any]:
    answer = decide(claim, seed, 0.0)
    said = {name: getattr(answer, name) for name in ("verdict", "scope", "why")}
    c = answer.counterexample
    case = {name: getattr(c, name) for name in CASE} if c else None
    return {**said, "counterexample": case, "mark": encode_mark(answer.mark), "records": [asdict(r) for r in answer.records]}


_TASKS: dict[str, Callable[[Any, dict[str, Any]], dict[str, Any]]] = {
    "value": _value,
    "asked": _asked,
    "ways": _ways,
    "guards": _guards,
    "edits": _edits,
    "edit": _edit,
    "under edits": _under_edits,
}


def _send(pipe: Any, said: dict[str, Any]) -> None:
    pipe.send_bytes(json.dumps({**said, "computed": time.process_time()}).encode())


def _limit_memory() -> None:
    with suppress(Exception):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _one_thread() -> None:
    """Torch's threads do not survive a fork, and its matrices here are small."""
    if torch := sys.modules.get("torch"):
        with suppress(RuntimeError):
            torch.set_num_threads(1)


def silence() -> None:
    """The user's prints go nowhere: neither into the table nor into --json."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                os.dup2(nowhere.fileno(), stream.fileno())
