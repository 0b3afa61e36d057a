"""Numbers and text as a reader meets them: three digits, plain words, escaped for where they go."""

import math
from typing import Any

LATEX = {c: "\\" + c for c in "&%$#_{}"} | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}


def number(value: Any) -> str:
    """At most four digits; `NaN` and `∞` by name; what is no number as it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.lower().lstrip("+-") in ("nan", "inf", "infinity"):
        value = float(value)
    if isinstance(value, str | list | dict):
        return value if isinstance(value, str) else ", ".join(number(v) for v in value)
    if isinstance(value, int):
        return str(value)
    if math.isnan(value) or math.isinf(value):
        if math.isnan(value):
            return "NaN"
        return "∞" if value > 0 else "-∞"
    if value == 0 or 1e-3 <= abs(value) < 9999.5:
        return f"{value:.4g}"
    mantissa, exponent = f"{value:.2e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"


def size(value: Any) -> float:
    """|value|; NaN for what is no number."""
    try:
        return abs(float(value))
    except (TypeError, ValueError):
        return math.nan


def seconds(value: Any) -> str:
    if not isinstance(value, int | float):
        return ""
    return f"{value:.1f} s" if value < 120 else f"{value / 60:.1f} min"


def measured(evidence: dict[str, Any]) -> str:
    """`0.34 predicted errors (bound 16)`."""
    return f"{number(evidence.get('measure'))} {evidence.get('unit') or ''}".rstrip() + f" (bound {number(evidence.get('bound'))})"


def markdown(text: Any) -> str:
    """Text in a cell of a Markdown table."""
    out = " ".join(number(text).split())
    for c in "\\`*_[]|":
        out = out.replace(c, "\\" + c)
    return out.replace("<", "&lt;").replace(">", "&gt;")


def latex(text: Any) -> str:
    return "".join(LATEX.get(c, c) for c in number(text)).replace("∞", r"$\infty$").replace("<", "$<$").replace(">", "$>$")


def table(head: list[str], rows: list[list[Any]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(markdown(h) for h in head) + " |", "|" + " --- |" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(markdown(c) for c in row) + " |" for row in rows)]) + "\n"
