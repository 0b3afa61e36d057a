"""Loading a user's file: it is executed, and what it states is found in its own order."""

import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any

from verify.claim import Claim
from verify.derivations.conventions import OURS
from verify.derivations.quantities import Quantity
from verify.derivations.statement import Derivation, Refused, name_of, where_of
from verify.derivations.stating.state import as_derivation


def load(path: Path, name: str | None = None) -> list[Derivation | Claim]:
    """The derivations and claims of a user's file, in their order there, or the one of this name. The file is executed."""
    found: list[Derivation | Claim] = []
    for key, value in runpy.run_path(str(path), run_name="driftproof_user_file").items():
        if isinstance(value, Claim):
            found.append(value)
        elif isinstance(value, Derivation):
            found.append(value if value.where else replace(value, name=key, where=f"{path}:1"))
        elif hasattr(value, "__derivation__") and key == getattr(value, "__name__", key):
            found.append(_or_refused(value))
    if name is None:
        return found
    chosen = [item for item in found if name in (getattr(item, "name", ""), getattr(item, "id", ""))]
    if not chosen:
        have = ", ".join(getattr(item, "name", "") or getattr(item, "id", "") for item in found) or "nothing"
        raise KeyError(f"{path} has no derivation or claim {name!r}: it has {have}")
    return chosen


def _or_refused(f: Any) -> Derivation:
    """What cannot be stated is a derivation that says why when it is checked: the others of the file go on."""
    try:
        return as_derivation(f)
    except Exception as e:
        of, law = (str(f.__derivation__[key]) for key in ("of", "law"))
        unknown = Quantity(of, says="", shape="()", of={})
        refused = Refused(_said(e))
        return Derivation(name_of(f), unknown, law, refused, frozenset(), OURS, where_of(f))


def _said(e: Exception) -> str:
    """The words of an error at the door; of another its kind too."""
    words = str(e.args[0]) if e.args else ""
    return words if words and isinstance(e, (TypeError, ValueError, KeyError)) else f"raises {type(e).__name__}: {words}"
