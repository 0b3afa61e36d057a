"""The judge answers in its own process: the reference that a file replaces in its own is not the one that judges."""

import pickle
from typing import Any

from analytic import gaussian
from tests.verify.derivations.samples import drift
from verify import as_derivation
from verify.derivations.isolation.child import itself
from verify.derivations.isolation.judge import judge
from verify.derivations.isolation.peer import Peer


def load() -> list[Any]:
    """In the process of the formulas: what a file may do there."""

    def zero(law: Any, t: Any, x: Any) -> Any:
        return 0 * x

    gaussian.drift = zero
    return [as_derivation(f, "velocity", "gaussian", assume=("d=1", "independent")) for f in (zero, drift)]


def test_a_replaced_reference_does_not_judge() -> None:
    right, there = gaussian.drift, Peer(judge, (load, "fork", 0, 30.0, itself), "fork")
    kind, (names, _) = pickle.loads(there.hear(60, 60))
    assert (kind, names) == ("items", ["zero", "drift"])
    for n in (b"0", b"1"):
        there.say(n)
        kinds = [pickle.loads(there.hear(60, 60)) for _ in range(2)]
        assert [(kind, answer.verdict) for kind, answer in kinds] == [("ahead", "REFUTED"), ("final", "REFUTED")]
    there.close()
    assert gaussian.drift is right
