"""Which closed form builds a law from its parameters, by the names of law and parameters; and which kind a law is."""

from collections.abc import Callable, Mapping
from dataclasses import fields, make_dataclass, replace
from functools import cache, partial
from typing import Any

from analytic import brenier, gaussian, mixture
from analytic.arithmetic import Array, Law
from analytic.brenier import Transport
from analytic.exact import fractions
from analytic.gaussian import Pair
from analytic.mixture import Mixture
from verify.regimes.operands import OPERANDS, fields_of

KINDS = {"mixture": Mixture, "gaussian": Pair, "transport": Transport}


def constructor(law: str, parameters: Mapping[str, Any]) -> Callable[..., Any]:
    """f(ar, **parameters): a mixture, an optimal transport, or a Gaussian pair coupled as its parameters say; with its operands."""
    made, more = _constructor(law, parameters), sorted(parameters.keys() & OPERANDS.keys())
    return partial(_carrying, made, more) if more else made


def _constructor(law: str, parameters: Mapping[str, Any]) -> Callable[..., Any]:
    if law in ("mixture", "line"):
        return mixture.mixture
    if law == "transport":
        return brenier.transport
    if "cross" in parameters:
        return gaussian.joint
    return gaussian.deterministic if "T" in parameters else gaussian.independent


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


def kind_of(law: Law) -> str:
    """mixture (on a line as well), gaussian or transport; "" for a law that is none of them."""
    return next((kind for kind, made in KINDS.items() if isinstance(law, made)), "")


def has_path(law: Law) -> bool:
    """Does the law name its own interpolation? An optimal transport moves along straight lines."""
    return kind_of(law) in ("mixture", "gaussian")


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
