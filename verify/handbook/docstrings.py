"""What a docstring of a closed form says, in its parts: equation, notes, example; of a module its displays, letters, conditions."""

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

PARTS = ("Letters", "Conditions", "Symbols", "Errors", "Source")
_ITEM = re.compile(r"\.\s+(?=[a-z]\w?'? |[a-z]\w?, |[a-z]\w? \(|\w+ = |`|[A-Z])")  # a sentence that begins with a symbol
_SYMBOL = r"[^\s,;()=<>]+(?:\([^)\s]*\))?(?: \([^)]*\))?"
_SYMBOLS = re.compile(rf"({_SYMBOL}(?:(?:, | and ){_SYMBOL})*)\s+(.+)", re.DOTALL)


@dataclass(frozen=True)
class Said:
    """Of a function: its first paragraph is the equation; the rest are notes; lines after `>>>` are an example."""

    equation: str
    notes: tuple[str, ...]
    example: str


@dataclass(frozen=True)
class Module:
    title: str
    about: tuple[tuple[bool, str], ...]  # is it a display, its text
    parts: Mapping[str, str]  # Conditions, Errors, Source
    letters: tuple[tuple[str, str], ...]  # symbols, meaning


def of_function(f: Any) -> Said:
    first, _, rest = (inspect.getdoc(f) or "").partition("\n\n")
    paragraphs = [p for p in rest.split("\n\n") if p]
    plain = tuple(" ".join(p.split()) for p in paragraphs if not p.startswith(">>>"))
    first, _, more = first.partition("\n") if not first.startswith(" ") else (first, "", "")
    notes = (" ".join(more.split()), *plain) if more else plain
    return Said(first, notes, "\n\n".join(p for p in paragraphs if p.startswith(">>>")))


@cache
def of_module(module: Any) -> Module:
    title, _, rest = (inspect.getdoc(module) or "").partition("\n\n")
    blocks = [b for b in rest.split("\n\n") if b.strip()]
    about, parts = list[tuple[bool, str]](), dict[str, str]()
    for block in blocks:
        if block.startswith("    "):
            about.append((True, inspect.cleandoc(block)))
            continue
        said, *labelled = re.split(rf"(?:^|\s)({'|'.join(PARTS)}): ", block)
        about += [(False, " ".join(said.split()))] if said.strip() else []
        for label, text in zip(labelled[::2], labelled[1::2], strict=True):
            parts[label] = " ".join(filter(None, (parts.get(label), " ".join(text.split()))))
    return Module(title, tuple(about), parts, letters(parts.pop("Letters", ""), arguments(module)))


def letters(text: str, words: frozenset[str] = frozenset()) -> tuple[tuple[str, str], ...]:
    """`w (K,) weights; m0, m1 (d,) means` -> each with its meaning. A sentence of plain words stands alone, under no symbol.

    A word of two letters or more is a symbol if it is one of `words`, the names of arguments.
    """
    found = list[tuple[str, str]]()
    for part in _parts(text):
        for i, item in enumerate(filter(None, (item.strip(" .") for item in _ITEM.split(part)))):
            item = item.replace("`", "") if item.startswith("`") else item
            match = _SYMBOLS.fullmatch(item)
            if match and not _plain(item, words):
                found.append((match[1].rstrip(":"), match[2]))
            elif found and not i:  # it goes on from the last
                found[-1] = (found[-1][0], f"{found[-1][1]}; {item}")
            else:
                found.append(("", item))
    return tuple(found)


def _plain(item: str, words: frozenset[str]) -> bool:
    first = re.split(r"[ ,:(]", item)[0]
    word = bool(re.fullmatch("[A-Z][a-z].*|[a-z]{2,}", first)) and first not in words
    return word or (first == "a" and not item.startswith(("a,", "a (")))


def _parts(text: str) -> list[str]:
    """At each semicolon that stands in no parentheses."""
    parts, depth = [""], 0
    for c in text:
        depth = max(0, depth + (c == "(") - (c == ")"))
        if c == ";" and not depth:
            parts.append("")
        else:
            parts[-1] += c
    return parts


@cache
def arguments(module: Any) -> frozenset[str]:
    functions = [f for f in vars(module).values() if inspect.isfunction(f) and f.__module__ == module.__name__]
    return frozenset(name for f in functions for name in inspect.signature(f).parameters) | {"ar"}
