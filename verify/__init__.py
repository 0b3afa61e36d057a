"""Verdicts on flow-matching theory.

check            is this formula the quantity that it is said to be?
check_all        an answer for each of many
derivation       marks a function of a derivation file
as_derivation    a function, an expression or a module, stated
load             what a derivation file states
symbols_of       the symbols of a law, for SymPy expressions
Answer           what `check` returns
QUANTITIES       what a formula can be compared with
Claim, Test, NearMiss, Regime, Outcome      the parts of a claim of your own
identity, inequality, bounded, derivative, equation, flow, limit, sampling, distribution, network     its tests
catalogue        the claims of the library, by id
table4           Table 4 of Causality-Delta, of a mixture of your own, of a trained network
run, verdict     the records of a claim's test, and what they say together
strategies       Hypothesis strategies for laws, times and points

What is heavy is imported when it is first asked for.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verify import strategies as strategies
    from verify.checking import check as check
    from verify.checking import check_all as check_all
    from verify.claim import Claim as Claim
    from verify.claim import NearMiss as NearMiss
    from verify.claim import Outcome as Outcome
    from verify.claim import Regime as Regime
    from verify.claim import Test as Test
    from verify.claim import bounded as bounded
    from verify.claim import derivative as derivative
    from verify.claim import distribution as distribution
    from verify.claim import equation as equation
    from verify.claim import flow as flow
    from verify.claim import identity as identity
    from verify.claim import inequality as inequality
    from verify.claim import limit as limit
    from verify.claim import network as network
    from verify.claim import sampling as sampling
    from verify.claims import catalogue as catalogue
    from verify.derivations.answer import Answer as Answer
    from verify.derivations.quantities import QUANTITIES as QUANTITIES
    from verify.derivations.stating.state import as_derivation as as_derivation
    from verify.derivations.stating.state import derivation as derivation
    from verify.derivations.stating.user_file import load as load
    from verify.regimes.symbolic import symbols_of as symbols_of
    from verify.runner import run as run
    from verify.runner import verdict as verdict
    from verify.suites.table4.asked import table4 as table4

_LANGUAGE = ("Claim", "NearMiss", "Outcome", "Regime", "Test", "bounded", "derivative", "distribution", "equation", "flow",
             "identity", "inequality", "limit", "network", "sampling")  # fmt: skip
_HOME = dict.fromkeys(_LANGUAGE, "claim") | {
    "Answer": "derivations.answer",
    "QUANTITIES": "derivations.quantities",
    "as_derivation": "derivations.stating.state",
    "catalogue": "claims",
    "check": "checking",
    "check_all": "checking",
    "derivation": "derivations.stating.state",
    "load": "derivations.stating.user_file",
    "run": "runner",
    "strategies": "",
    "symbols_of": "regimes.symbolic",
    "table4": "suites.table4.asked",
    "verdict": "runner",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'verify' has no attribute {name!r}")
    module = _import_module(f"verify.{_HOME[name] or name}")
    return getattr(module, name) if _HOME[name] else module


def __dir__() -> list[str]:
    return list(__all__)
