"""What a derivation may be stated in, as rows: quantities, conventions, assumptions, the operations of law.ar."""

from inspect import getdoc, signature
from typing import Any

from analytic.arithmetic import Arithmetic
from verify.derivations.assumptions import EXCHANGED, NEEDS
from verify.derivations.coordinates.presets import PATHS, PRESETS
from verify.derivations.quantities import QUANTITIES

FOR_READING = ("name", "scope", "floats")  # of an arithmetic, and of no formula


def quantities() -> list[dict[str, Any]]:
    return [{"name": q.name, "shape": q.shape, "laws": list(q.of), "says": q.says} for q in QUANTITIES.values()]


def conventions() -> list[dict[str, Any]]:
    """Those by name, then the paths."""
    named = [{"option": "convention", "name": name, "says": preset.says} for name, preset in PRESETS.items()]
    return named + [{"option": "path", "name": name, "says": path.says} for name, path in PATHS.items()]


def assumptions() -> list[dict[str, Any]]:
    """What `assume=` takes."""
    return [{"name": name, "says": says} for name, says in NEEDS.items() if name != EXCHANGED]


def operations() -> list[dict[str, Any]]:
    """Of law.ar: what a function of (law, t, x) may call to be proved."""
    own = {name: f for name, f in vars(Arithmetic).items() if callable(f) and not name.startswith("_") and name not in FOR_READING}
    return [{"name": name, "arguments": _arguments(f), "says": (getdoc(f) or "").partition("\n")[0]} for name, f in own.items()]


def _arguments(f: Any) -> str:
    return f"({', '.join(name for name in signature(f).parameters if name != 'self')})"
