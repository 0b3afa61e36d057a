"""The text of a closed form, and of the entry that names a quantity, as they are written."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from verify.derivations import quantities


def of_function(f: Callable[..., Any]) -> str:
    """Without its docstring, which its page shows."""
    plain = inspect.unwrap(f)
    text = textwrap.dedent(inspect.getsource(plain))
    node: Any = ast.parse(text).body[0]
    lines = text.rstrip().splitlines()
    if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
        said = node.body[0]
        del lines[said.lineno - 1 : said.end_lineno]
    return "\n".join(lines)


def of_quantity(name: str) -> str:
    """Its entry; "" if it is made in another way."""
    return _entries().get(name, "")


@cache
def _entries() -> dict[str, str]:
    found = dict[str, str]()
    for path in sorted(Path(str(quantities.__file__)).parent.glob("*quantities.py")):
        text = inspect.getsource(import_module(f"verify.derivations.{path.stem}"))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value in quantities.QUANTITIES:
                    segment = ast.get_source_segment(text, node) or ""
                    found[first.value] = textwrap.dedent(" " * node.col_offset + segment)
    return found
