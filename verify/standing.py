"""Where a false sentence stands: in print, in one reading of what is printed, or nowhere. An author must be able to agree."""

from enum import StrEnum


class Standing(StrEnum):
    """How it is false."""

    PRINTED = "as printed"
    READ_SO = "if read so"  # the paper's own words are informal, or leave the case open
    CONVERSE = "as a converse"  # of a claim that holds, or as that claim beyond its conditions; said by nobody

    @staticmethod
    def check(id: str, refuted: bool, standing: "Standing | None", words: str) -> None:
        """ValueError unless a claim that expects REFUTED, and no other, has a standing, and one that is read so the words."""
        names = ", ".join(f"Standing.{s.name} (false {s})" for s in Standing)
        if refuted and standing is None:
            raise ValueError(f"{id} expects REFUTED and its standing is None: say where it stands, by one of {names}")
        if standing is not None and not refuted:
            raise ValueError(f"{id} is not expected REFUTED, but its standing is {standing.name}: remove it, or expect REFUTED")
        if standing is Standing.READ_SO and not words:
            raise ValueError(f"{id} is false {standing}, but words is empty: quote there what the paper says")
        if words and standing is not Standing.READ_SO:
            raise ValueError(f"{id} has the words {words!r}, but is no reading of them: give it Standing.READ_SO, or remove them")
