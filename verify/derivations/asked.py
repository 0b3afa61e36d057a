"""A question that a formula asks of one of its numbers, in words (watched.py)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """`what` is a key of WORDS; `of` is t, x_0 ..., if the number is one of the arguments; `than` is what it is compared with."""

    what: str
    line: int = 0
    of: str = ""
    than: str = ""

    def __str__(self) -> str:
        said = f"{WORDS[self.what]}{f' {self.of}' if self.of else ' a value'}{f' and {self.than}' if self.than else ''}"
        return said + (f" (line {self.line})" if self.line else "")


WORDS = {
    "order": "compares",
    "equality": "compares",
    "truth": "asks for the truth of",
    "float": "makes a float of",
    "int": "makes an int of",
    "text": "makes a text of",
    "name": "asks for the arithmetic of",
    "more": "asks more than sums and products of",
}
