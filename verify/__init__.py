"""Verdicts on flow-matching theory: `verify.check(formula, of="velocity")`, `@verify.derivation("velocity")`, claims, reports.

What is heavy is imported when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verify.check import Answer as Answer
    from verify.check import check as check
    from verify.check import check_all as check_all
    from verify.claim import Claim as Claim
    from verify.derivation import derivation as derivation
    from verify.derivation import load as load
    from verify.derivations.proofs import symbols_of as symbols_of
    from verify.quantities import QUANTITIES as QUANTITIES

HOME = {
    "Answer": "check",
    "check_all": "check",
    "load": "derivation",
    "symbols_of": "derivations.proofs",
    "QUANTITIES": "quantities",
    "Claim": "claim",
}
CALLABLE = ("check", "derivation")  # a module and its function of the same name: the module can be called


def __getattr__(name: str) -> Any:
    if name in CALLABLE:
        return import_module(f"verify.{name}")
    if name in HOME:
        return getattr(import_module(f"verify.{HOME[name]}"), name)
    raise AttributeError(f"module 'verify' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *HOME, *CALLABLE})
