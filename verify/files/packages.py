"""What the library uses and what is not installed here, as after `make light`."""

import re
from importlib.metadata import PackageNotFoundError, requires


def lacking(error: BaseException) -> str:
    """`needs torch, which is not installed here: ...`, where `error` says that a package of ours is missing; else nothing."""
    if not isinstance(error, ModuleNotFoundError) or not error.name:
        return ""
    name = error.name.partition(".")[0]
    if name not in _packages():
        return ""
    return f"needs {name}, which is not installed here: `pip install {name}` adds it, `pip install -e .` all that the library uses"


def raised(error: BaseException) -> str:
    """The error in words: what is lacking, else its kind and what it says."""
    return lacking(error) or f"raised {type(error).__name__}: {error}"


def _packages() -> set[str]:
    """The packages that the library names, by what is imported."""
    try:
        named = requires("driftproof") or []
    except PackageNotFoundError:
        return set()
    return {re.split(r"[^\w.-]", line)[0].lower().replace("-", "_") for line in named}
