"""One statement of a file of derivations by itself: its imports, what it calls, and the function, as they are written there."""

import ast
from pathlib import Path

Definition = (ast.FunctionDef, ast.ClassDef, ast.Assign)


def alone(path: Path, name: str) -> str:
    """The shortest file that states it."""
    text = path.read_text(encoding="utf-8")
    body = ast.parse(text).body
    defined = {n: node for node in body if isinstance(node, Definition) for n in _defines(node)}
    if name not in defined:
        return ""
    wanted, ahead = {name}, [name]
    while ahead:
        found = _names(defined[ahead.pop()]) & defined.keys() - wanted
        wanted |= found
        ahead += found
    kept = [node for node in body if isinstance(node, Definition) and wanted & set(_defines(node))]
    used = {n for node in kept for n in _names(node)}
    imports = [n for n in body if isinstance(n, ast.Import | ast.ImportFrom)]
    lines = [_import(n, used) for n in imports if used & set(map(_bound, n.names))]
    return "\n".join(lines) + "\n\n\n" + "\n\n\n".join(_text(text, node) for node in kept) + "\n"


def _defines(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Assign):
        return [n.id for target in node.targets for n in ast.walk(target) if isinstance(n, ast.Name)]
    return [node.name]


def _names(node: ast.stmt) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _bound(alias: ast.alias) -> str:
    return alias.asname or alias.name.split(".")[0]


def _import(node: ast.Import | ast.ImportFrom, used: set[str]) -> str:
    names = [a for a in node.names if _bound(a) in used]
    return ast.unparse(ast.Import(names) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, names, 0))


def _text(text: str, node: ast.stmt) -> str:
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    return "\n".join(text.splitlines()[first - 1 : node.end_lineno])
