"""What an error of a user's formula says: its words, the name that was meant, the line."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from traceback import walk_tb
from typing import Any

from verify.derivations.whose_code import steps
from verify.drawing.answer import LAWS
from verify.regimes.constructors import arrays_of
from verify.regimes.laws import kind_of

LETTERS = {"sigma": "s", "cov": "s", "mean": "m", "mu": "m", "weight": "w", "pi": "w"}  # by which laws call them
NEAR = 0.5  # of difflib: two letters of four


def told(e: Exception) -> str:
    """The error in words, with the line of the user's text that it came from."""
    at = [step.tb_lineno for step in steps(e.__traceback__)]
    if isinstance(e, AttributeError) and e.obj is not None:
        said = _no_attribute(e)
    else:
        said = _no_name(e) if isinstance(e, NameError) and e.name else str(e)
    return said + (f" (line {at[-1]})" if at else "")


def _no_attribute(e: AttributeError) -> str:
    """Of a law all that it has; of anything else the nearest name."""
    law = LAWS.get(kind_of(e.obj), "")
    names = list(arrays_of(e.obj)) if law else [n for n in dir(e.obj) if not n.startswith("_")]
    meant = nearest(str(e.name), [*names, "ar"] if law else names)
    said = f"{law} has {', '.join(names)} and ar, no {e.name}" if law else str(e)
    if not law and hasattr(e.obj, "einsum"):
        said = f"the operations of law.ar have no {e.name}"
    return said + (f"; did you mean {meant}?" if meant else "")


def _no_name(e: NameError) -> str:
    """The nearest of the names that are there."""
    *_, last = walk_tb(e.__traceback__)
    near = nearest(str(e.name), [*last[0].f_locals, *last[0].f_globals])
    return str(e) + (f"; did you mean {near}?" if near else "")


def nearest(name: str, names: list[Any]) -> str:
    """The one of the names that is the same in a law's letters, as S0 of Sigma0, else that is spelt alike; or none."""
    short = _letters(name)
    same = [n for n in names if _letters(n) == short]
    return str([*same, *get_close_matches(name, names, 1, NEAR), ""][0])


def meant(name: object, names: Iterable[str]) -> str:
    """`did you mean 'independent'? Else `, or nothing, for a word that stands in no table."""
    near = get_close_matches(str(name).lower(), list(names), 1, NEAR)
    return f"did you mean {near[0]!r}? Else " if near else ""


def _letters(name: str) -> str:
    lower = name.lower().replace("_", "")
    return re.sub("|".join(LETTERS), lambda m: LETTERS[m[0]], lower).rstrip("s") or lower
