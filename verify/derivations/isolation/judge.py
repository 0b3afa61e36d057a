"""The judge's process: it decides items one by one, and never runs what a user wrote; the formulas run below it (evaluator.py).

It answers its caller in pickles, since the caller trusts it. What is established before the long steps is sent ahead.
"""

import pickle
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from analytic import arithmetic
from verify.derivations.answer import Answer, claim_answer
from verify.derivations.isolation.evaluation import Evaluator
from verify.derivations.isolation.evaluator import silence
from verify.derivations.isolation.peer import Ended, Failed
from verify.derivations.isolation.remote import claim_parts, item
from verify.derivations.judging.decide import decide, not_decided
from verify.files.packages import raised

Show = Callable[[Answer], Any]


def judge(pipe: Any, load: Callable[[], Sequence[Any]], start: str, seed: int, budget: float, show: Show) -> None:
    """Load, tell names and places, then decide what is asked for until the caller is gone. start: of `peer.STARTS`."""

    def send(kind: str, found: Any) -> None:
        pipe.send_bytes(pickle.dumps((kind, found)))

    if start != "fork":
        silence()
    with Evaluator(load, start, budget, pipe) as process, suppress(EOFError, BrokenPipeError, ConnectionResetError):
        process.begin()
        for ar in ("float64", "balls"):  # imported while the file is
            getattr(arithmetic, ar)()
        try:
            items = process.load()
        except Failed as e:
            send("failed", (e.why, e.usage, e.mark))
            return
        except Ended as e:
            send("ended", (e.how, e.advice))
            return
        send("items", ([text["name"] for text in items], [text["where"] for text in items]))
        while True:
            n = int(pipe.recv_bytes())
            process.renew()
            try:
                send("final", show(_decided(process, n, seed, lambda answer: send("ahead", show(answer)))))
            except Ended as e:
                send("ended", (e.how, e.advice))


def _decided(process: Evaluator, n: int, seed: int, ahead: Callable[[Answer], None]) -> Answer:
    """The answer, also to an item that raises."""
    process.load()
    start = time.perf_counter()
    d = item(process, n)
    if d is None:
        found = claim_parts(process, n, seed)
        said = process.items[n]
        return claim_answer(said["name"], said["where"], seed, seconds=time.perf_counter() - start, **found)
    try:
        return decide(d, seed, process.budget, ahead)
    except Exception as e:
        return not_decided(d, seed, raised(e), time.perf_counter() - start)
