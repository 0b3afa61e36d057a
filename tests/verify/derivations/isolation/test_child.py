"""One child decides all items; whatever one of them does, the others get an answer and nothing established is lost."""

import os
import time
from typing import Any

from analytic import mixture
from tests.verify.derivations.samples import field
from verify import as_derivation, check_all


def test_one_that_hangs_or_ends_the_process_does_not_stop_the_others() -> None:
    def hangs(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        time.sleep(1000)

    def exits(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        os._exit(3)

    def leaves(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        raise SystemExit

    seen: list[str] = []
    items = [as_derivation(f, "velocity", "gaussian") for f in (hangs, exits, leaves, field)]
    start = time.perf_counter()
    answers = check_all(items, budget=3, progress=lambda a: seen.append(a.name))
    assert time.perf_counter() - start < 40
    assert [a.verdict for a in answers] == ["UNDECIDED", "UNDECIDED", "UNDECIDED", "AGREES"]
    assert "gave no answer within 13 s" in answers[0].why and "exit status 3" in answers[1].why
    assert seen == ["hangs", "exits", "leaves", "field"]


def test_what_was_established_is_not_lost() -> None:
    def unending(law: Any, t: Any, x: Any) -> Any:
        if law.ar.name == "symbols":
            time.sleep(1000)
        return mixture.denoiser(law, t, x)

    def leaving(law: Any, t: Any, x: Any) -> Any:
        if law.ar.name == "symbols":
            os._exit(3)
        return mixture.denoiser(law, t, x)

    agrees, left = check_all([as_derivation(f, "denoiser", assume=("d=1", "K=1")) for f in (unending, leaving)], budget=4)
    assert agrees.verdict == "AGREES" and "what was to follow gave no answer within 14 s" in agrees.why
    assert left.verdict == "AGREES" and "what was to follow ended the process with exit status 3" in left.why
    assert "balls at points are no proof" in agrees.why and "within 2^-200 at" in agrees.scope
