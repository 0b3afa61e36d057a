"""How the source of a claim is written: "Causality-Delta, 4.2", "amends Causality-Delta, 4.2", "derived here; ...".

It begins with the work that prints the statement and the place there, or with a word of DERIVED: then it is printed nowhere.
"""

import re

DERIVED = re.compile("derived|amends|converse")


def is_derived(source: str) -> bool:
    """Is the statement derived here?"""
    return DERIVED.match(source) is not None


def place_in(work: str, source: str) -> str:
    """The source without the name of the work, for readers who have it before them."""
    return source.replace(f"amends {work}, ", "amends ").removeprefix(f"{work}, ")


def work_of(source: str) -> str:
    """The work that prints the statement, or prints what it amends; "" if none is named."""
    return source.split("amends ")[-1].split(",")[0].split(";")[0].strip()
