"""Tables that somebody else wrote, TOML or JSON: read with each key once, decimals as they stand, or refused with the fix."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

LARGEST = 2**24  # bytes of a table: what it holds is typed, not measured
URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")


def load(path: Path, decimal: Callable[[str], Any] = str, holds: str = "a table") -> dict[str, Any]:
    """The table in a .toml or .json file; ValueError or FileNotFoundError says what is wrong with it and what to do."""
    text, kind = _text(path, holds), "TOML" if path.suffix.lower() == ".toml" else "JSON"
    try:
        found = tomllib.loads(text, parse_float=decimal) if kind == "TOML" else _json(text, decimal)
    except (ValueError, RecursionError) as e:
        raise ValueError(f"{path} is not {kind} ({e}): correct it there, or name a TOML file .toml") from None
    if not isinstance(found, dict):
        raise ValueError(f"{path} holds a {type(found).__name__}: it must be an object with {holds}")
    return found


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these pairs, as JSON has them."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"a key stands there twice among {', '.join(k for k, _ in pairs)}: keep one of each")
    return found


def _json(text: str, decimal: Callable[[str], Any]) -> Any:
    return json.loads(text, parse_float=decimal, parse_constant=decimal, object_pairs_hook=once)


def _text(path: Path, holds: str) -> str:
    if URL.match(str(path)):
        raise ValueError(f"{path} is an address: nothing is fetched from there; download the file and name it")
    try:
        if path.exists() and not path.is_file():
            raise ValueError(f"{path} is no file with text in it: give a .json or .toml file with {holds}")
        with path.open("rb") as f:
            data = f.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ValueError(f"{path} is larger than {LARGEST >> 20} MiB: this is no file with {holds}")
        return data.decode("utf-8-sig")  # some editors put a mark before the first letter
    except FileNotFoundError:
        raise FileNotFoundError(f"{path} does not exist: give a .json or .toml file with {holds}") from None
    except (OSError, UnicodeDecodeError) as e:
        raise ValueError(f"{path} cannot be read ({e}): give a .json or .toml file in UTF-8") from None
