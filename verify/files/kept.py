"""What goes wrong once records are safe: a line each, that says what is lost, why, and what mends it."""

from collections.abc import Iterator
from contextlib import contextmanager


class Kept:
    """`with kept.after("no summary", "look at the report"): ...` makes a line of what goes wrong inside, also of an interrupt."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.interrupted = False

    @contextmanager
    def after(self, lost: str, mended: str) -> Iterator[None]:
        try:
            yield
        except (Exception, KeyboardInterrupt) as e:
            self.interrupted |= isinstance(e, KeyboardInterrupt)
            self.problems.append(f"{lost}: {reason(e)}; {mended}")


def reason(error: BaseException) -> str:
    """In one line: what cannot be written says it all, other errors say their kind too."""
    if isinstance(error, KeyboardInterrupt):
        return "interrupted"
    said = " ".join(str(error).split())
    return said if said and isinstance(error, OSError) else f"{type(error).__name__}: {said}".removesuffix(": ")
