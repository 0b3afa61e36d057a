"""Table 4 for a paper: a float that fits a column, by booktabs and threeparttable; one with groups of columns fits a page."""

import re

from verify.drawing import words
from verify.drawing.plot import slug
from verify.suites.table4.comparison import MARKS, Cell, Comparison

NEEDS = r"% needs \usepackage{booktabs,threeparttable}"
WIDE = r"% and \usepackage{graphicx}"
SHORT = {"intervention A_k": "A_k", "network, intervention A_k": "network, A_k"}
DAGGER = r"$\ddagger$"
PART = (r"\begin{tablenotes}\footnotesize", r"\item[{}] ", r"\end{tablenotes}")  # begin, item with its mark, end
BELOW = (r"\par\smallskip\begin{minipage}{\textwidth}\footnotesize", r"\noindent\textsuperscript{{{}}} ", r"\end{minipage}")
POWER = re.compile(r"(-?\d[\d.]*)e(-?\d+)")


def latex(found: list[Comparison]) -> str:
    """A table for each instance, with its caption, label and notes."""
    wide = any(map(_wide, found))
    return "\n".join([NEEDS, *([WIDE] if wide else []), *(line for c in found for line in _table(c))]) + "\n"


def _wide(c: Comparison) -> bool:
    return any(group for group, _ in c.columns)


def _table(c: Comparison) -> list[str]:
    """threeparttable holds the notes of one that fits a column; it cannot hold a tabular that is scaled to the page."""
    caption = _words(c.caption or f"Mean Frobenius distance to the analytic Jacobian, {' '.join(c.instance.split())}.")
    named = [rf"\caption{{{caption}}}", rf"\label{{tab:table4-{slug(c.instance)}}}"]
    if _wide(c):
        scaled = [r"\resizebox{\textwidth}{!}{%", *_tabular(c), "}"]
        return [r"\begin{table*}", r"\centering", *named, *scaled, *_notes(c, *BELOW), r"\end{table*}"]
    fitted = [*named, r"\scriptsize\setlength{\tabcolsep}{3.5pt}", *_tabular(c), *_notes(c, *PART)]
    return [r"\begin{table}", r"\centering", r"\begin{threeparttable}", *fitted, r"\end{threeparttable}", r"\end{table}"]


def _tabular(c: Comparison) -> list[str]:
    heads, wide = [r"\toprule"], _wide(c)
    if wide:
        spans, rules, start = [], [], 2
        for name, n in c.spans():
            spans.append(rf"\multicolumn{{{n}}}{{c}}{{{_words(name)}}}")
            rules.append(rf"\cmidrule(lr){{{start}-{start + n - 1}}}")
            start += n
        heads += [" & ".join(["", *spans]) + r" \\", "".join(rules)]
    heads += [" & ".join(["$t$", *(_stacked(column, wide) for _, column in c.columns)]) + r" \\", r"\midrule"]
    mark = "textsuperscript" if wide else "tnote"
    lines = [" & ".join([words.latex(t), *(_cell(cell, mark) for cell in line)]) + r" \\" for t, line in c.lines]
    return [rf"\begin{{tabular}}{{l{'r' * len(c.columns)}}}", *heads, *lines, r"\bottomrule", r"\end{tabular}"]


def _notes(c: Comparison, begin: str, item: str, end: str) -> list[str]:
    """Below the table: the mark first, then what its columns say."""
    marked = any(cell and cell.floor for _, line in c.lines for cell in line)
    said = [(DAGGER, f"{MARKS['floor'].removeprefix('‡ ')}.")] if marked else []
    said += [("", _words(note)) for note in c.notes]
    return [begin, *(item.format(mark) + text for mark, text in said), end] if said else []


def _cell(cell: Cell | None, mark: str) -> str:
    return "--" if cell is None else _number(cell.text) + (rf"\{mark}{{{DAGGER}}}" if cell.floor else "")


def _number(text: str) -> str:
    power = POWER.fullmatch(text)
    return rf"${power[1]}\cdot10^{{{power[2]}}}$" if power else words.latex(text)


def _words(text: str) -> str:
    """Prose, with A_k and the numbers in it set as mathematics."""
    text = words.latex(" ".join(text.split())).replace(r"A\_k", "$A_k$").replace("Δ", r"$\Delta$").replace("‡", DAGGER)
    return POWER.sub(lambda power: rf"${power[1]}\cdot10^{{{power[2]}}}$", text)


def _stacked(column: str, wide: bool) -> str:
    """A heading on several lines: broken at spaces, in a wide table after commas."""
    lines = re.split(r"(?<=,) ", column) if wide else SHORT.get(column, column).split(" ")
    said = [_words(line) for line in lines]
    return r"\shortstack{" + r"\\".join(said) + "}" if len(said) > 1 else said[0]
