"""Laws from their parameters, by the names of law and parameters, with their operands; and again in another arithmetic."""

from collections.abc import Callable, Mapping
from dataclasses import fields, make_dataclass, replace
from functools import cache, partial
from typing import Any

from analytic.arithmetic import Array, Law
from analytic.exact import fractions
from verify.regimes import laws
from verify.regimes.operands import OPERANDS, fields_of


def constructor(law: str, parameters: Mapping[str, Any]) -> Callable[..., Any]:
    """f(ar, **parameters): a mixture, an optimal transport, or a Gaussian pair coupled as its parameters say; with its operands."""
    made, more = laws.constructor(law, parameters), sorted(parameters.keys() & OPERANDS.keys())
    return partial(_carrying, made, more) if more else made


def _carrying(made: Callable[..., Any], more: list[str], ar: Any, **parameters: Any) -> Any:
    """The law with operands of these names as well."""
    own = {name: parameters.pop(name) for name in more}
    return extended(made(ar, **parameters), fields_of(own, ar))


def extended(law: Law, own: Mapping[str, Array]) -> Any:
    """The law with these operands."""
    if not own:
        return law
    kind: Any = type(law)
    return _extended(kind, tuple(own))(**{f.name: getattr(law, f.name) for f in fields(law)}, **own)


@cache
def _extended(kind: Any, more: tuple[str, ...]) -> Any:
    return make_dataclass(kind.__name__, [(name, Any) for name in more], bases=(kind,), frozen=True, eq=False, kw_only=True)


def carried(law: Law) -> frozenset[str]:
    """The operands that the law has, by the names of their fields."""
    return frozenset(f.name for f in fields(law)) & (OPERANDS.keys() | {"pace"})


def arrays_of(law: Law) -> dict[str, Array]:
    """Its parameters, by the names of its fields."""
    return {f.name: v for f in fields(law) if hasattr(v := getattr(law, f.name), "shape")}


def lifted(law: Law, ar: Any) -> Any:
    """A law in float64 as the same law in an exact arithmetic."""
    return rebuilt(law, ar, lambda a: ar.array(fractions(a)))


def rebuilt(law: Law, ar: Any, f: Callable[[Array], Array]) -> Any:
    """The law in the arithmetic `ar`, each array of its parameters as f makes it."""
    arrays = {name: f(a) for name, a in arrays_of(law).items()}
    more = {"pencil": ar.pencil(arrays["S0"], arrays["C"])} if "C" in arrays else {}
    return replace(law, ar=ar, **arrays, **more)
