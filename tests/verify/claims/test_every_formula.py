"""Every public formula of analytic/ is entered by the evidence of some claim as stated: near misses do not count."""

from collections.abc import Iterator
from cProfile import Profile
from importlib import import_module
from inspect import isfunction
from pathlib import Path

import pytest

import analytic
from verify.claim import Claim, Regime, Test
from verify.claims import catalogue
from verify.evidence import decide
from verify.evidence.kinds import KINDS

ROOT = Path(analytic.__file__).parent
MODULES = [name for name in analytic.__all__ if name != "arithmetic"]  # that has tests of its own, operation by operation
# what the first regime of a claim's cheapest evidence does not enter, and a claim that enters it later
LATER = {
    "atoms.on_a_line": "PX-1",
    "brenier.displacement_map": "FX-18d",
    "conditional.bridge_log_density": "FX-40l",
    "conditional.velocity_from_source": "FX-40m",
    "gaussian.divergence": "FX-4",
    "manifold.ellipsoid": "PX-3",
    "sphere.velocity": "PX-9j",
    "two_times.consistency_jacobian": "FX-34f",
}
NO_FORMULA = {"exact.weights"}  # reads what a user wrote: tests/analytic/test_exact.py


def public() -> set[str]:
    """`mixture.drift` and all the others."""
    found = set()
    for name in MODULES:
        module = import_module(f"analytic.{name}")
        mine = (f for f in vars(module).values() if isfunction(f) and f.__module__ == module.__name__)
        found |= {f"{name}.{f.__name__}" for f in mine if not f.__name__.startswith("_")}
    return found


def cheapest(claim: Claim) -> Test:
    return min(claim.tests, key=lambda test: KINDS[test.kind].cost)


def later(claim: Claim) -> Iterator[tuple[Test, Regime]]:
    """Every regime of what is no sample and no trained network."""
    return ((test, r) for test in claim.tests if KINDS[test.kind].cost <= KINDS["rate"].cost for r in test.regimes)


def entered(claim: Claim, where: Iterator[tuple[Test, Regime]]) -> set[str]:
    """The functions of analytic/ that the evidence of the claim as stated enters there; of what they contain, the outermost."""
    profile = Profile()
    profile.enable()
    try:
        for test, regime in where:
            decide(test, claim.formula, regime, 0)
    finally:
        profile.disable()
    codes = (entry.code for entry in profile.getstats() if hasattr(entry.code, "co_filename"))
    mine = (code for code in codes if Path(code.co_filename).parent == ROOT)
    return {f"{Path(code.co_filename).stem}.{code.co_qualname.split('.<')[0]}" for code in mine}


def test_every_public_formula_is_entered_by_the_evidence_of_a_claim() -> None:
    found = set().union(*(entered(c, iter([(cheapest(c), cheapest(c).regimes[0])])) for c in catalogue().values()))
    found |= {name for name, id in LATER.items() if name in entered(catalogue()[id], later(catalogue()[id]))}
    assert public() - found - NO_FORMULA == set(), "write a claim about each, or extend the evidence of one"


def test_a_formula_that_no_claim_enters_is_seen() -> None:
    claim = catalogue()["FX-9r"]
    found = entered(claim, iter([(cheapest(claim), cheapest(claim).regimes[0])]))
    assert "interpolant.residual_covariance" in found
    assert "interpolant.sde_drift" not in found
    assert public() - found


@pytest.mark.parametrize("name", [*LATER, *NO_FORMULA])
def test_what_is_excepted_exists(name: str) -> None:
    assert name in public()
