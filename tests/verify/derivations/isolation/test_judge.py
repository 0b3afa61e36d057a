"""The judge answers in its own process: the reference that a file replaces in its own is not the one that judges."""

from typing import Any

from analytic import gaussian
from tests.verify.derivations.samples import drift
from verify import as_derivation
from verify.derivations.isolation.child import Child, itself
from verify.derivations.isolation.judge import judge


def load() -> list[Any]:
    """In the process of the formulas: what a file may do there."""

    def zero(law: Any, t: Any, x: Any) -> Any:
        return 0 * x

    gaussian.drift = zero
    return [as_derivation(f, "velocity", "gaussian", assume=("d=1", "independent")) for f in (zero, drift)]


def test_a_replaced_reference_does_not_judge() -> None:
    right = gaussian.drift
    with Child(load, "fork", 0, 30.0, itself) as child:
        child.load()
        assert [child.answer(n).verdict for n in (0, 1)] == ["REFUTED", "REFUTED"]
    assert gaussian.drift is right and callable(judge)
