"""Driftproof: closed forms of flow matching, and verdicts, with evidence of known strength, on what is said of them.

    from driftproof import analytic, check, derivation

analytic     the closed forms, each evaluated in five arithmetics
learned      what training does with the same targets
verify       verdicts; what it names is named here too: check, derivation, table4, Claim ... (`dir(driftproof)`)

What is heavy is imported when it is first asked for.
"""

import sys
from importlib import import_module as _import_module
from importlib import metadata as _metadata
from importlib.machinery import PathFinder as _PathFinder
from importlib.util import find_spec as _find_spec
from pathlib import Path as _Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import analytic as analytic
    import learned as learned
    import verify as verify
    from verify import *  # noqa: F403

_OURS = {"analytic": "arithmetic", "learned": "files", "verify": "derivations"}  # each has a folder that tells it from others


def in_front(*folders: _Path) -> str:
    """What stands under one of our names before us, in these folders or along sys.path, in words; or nothing. None of it is run."""
    for name, room in _OURS.items():
        spec = getattr(sys.modules.get(name), "__spec__", None)
        spec = spec or _PathFinder.find_spec(name, [*map(str, folders), *sys.path]) or _find_spec(name)
        places = list(spec.submodule_search_locations or ()) if spec else []
        if not any(_Path(place, room).is_dir() for place in places):
            other = (spec and spec.origin) or next(iter(places), "nowhere")
            return f"another module {name} stands in front of Driftproof's: {other}. Rename it, or work in another folder"
    return ""


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _metadata.version("driftproof")
    if name.startswith("_"):  # pytest asks each module for some
        raise AttributeError(f"module 'driftproof' has no attribute {name!r}")
    if other := in_front():
        raise ImportError(other)
    if name in _OURS:
        return _import_module(name)
    contents = _import_module("verify")
    if name not in contents.__all__:
        raise AttributeError(f"module 'driftproof' has no attribute {name!r}")
    return getattr(contents, name)


def __dir__() -> list[str]:
    return sorted([*_OURS, *_import_module("verify").__all__])
