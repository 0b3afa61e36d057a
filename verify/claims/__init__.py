"""The catalogue: one claim a file, `claims/<paper>/<sentence>.py`, each with a module-level `claim`."""

import re
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path

from analytic.options import UnknownName
from verify.claim import Claim


@cache
def catalogue() -> dict[str, Claim]:
    """Every claim by its id, in the order of the papers and their numbers."""
    found: dict[str, Claim] = {}
    for path in files():
        claim: Claim = import_module(f"{__name__}.{path.parent.name}.{path.stem}").claim
        if claim.id in found:
            raise ValueError(f"{path.name}: the claim id {claim.id} is taken already; give this claim an id of its own")
        found[claim.id] = claim
    return dict(sorted(found.items(), key=lambda item: order(item[0])))


def files() -> list[Path]:
    """The file of each claim."""
    return sorted(path for path in Path(__file__).parent.glob("*/*.py") if path.stem != "__init__")


def find(id: str) -> Claim:
    claims = catalogue()
    id = id if id in claims else {known.lower(): known for known in claims}.get(id.lower(), id)
    if id not in claims:
        near = get_close_matches(id, claims, 3, 0.5)
        raise UnknownName(
            f"no claim has the id {id!r}" + (f"; did you mean {', '.join(near)}?" if near else "; see `driftproof list`")
        )
    return claims[id]


def order(id: str) -> tuple[object, ...]:
    """CD-4.2 before CD-4.10, CD-4.1 before CD-4.1e."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|[^\d.-]+", id))
