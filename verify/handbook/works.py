"""The works that docstrings and claims name, with what cites each; BibTeX of them and of the papers that were checked."""

import re
from dataclasses import dataclass
from importlib import import_module

from verify import papers
from verify.drawing.tables import Row
from verify.handbook.arguments import MODULES
from verify.handbook.docstrings import of_module
from verify.papers import Paper

_NAME = r"[A-Z][A-Za-zà-ÿ]+(?:[-'][A-Z]?[a-zà-ÿ]+)*"
CITED = re.compile(rf"({_NAME}(?:, {_NAME})*(?:,? and {_NAME})?(?: et al\.)?) (1[89]\d\d|20\d\d)\b")
_ARXIV, _ARXIV_TITLE = re.compile(r"arXiv (\d{4}\.\d{4,5})"), re.compile(r" \(arXiv [^)]*\)")


@dataclass
class Work:
    key: str
    authors: str
    year: str
    claims: list[str]
    modules: list[str]

    @property
    def bibtex(self) -> str:
        names = re.split(r", | and ", self.authors.removesuffix(" et al."))
        who = " and ".join([*names, *(["others"] if self.authors.endswith(" et al.") else [])])
        return (
            f"@misc{{{self.key},\n  author = {{{who}}},\n  year = {{{self.year}}},\n  note = {{as cited; title not recorded}}\n}}"
        )


def works(verdicts: dict[str, Row]) -> list[Work]:
    """By author and year, one for each that a source names: a claim's, or a module's."""
    found: dict[tuple[str, str], Work] = {}
    for name in MODULES:
        for cited in CITED.findall(of_module(import_module(f"analytic.{name}")).parts.get("Source", "")):
            found.setdefault(cited, Work("", cited[0], cited[1], [], [])).modules.append(name)
    for id, v in verdicts.items():
        for cited in dict.fromkeys(CITED.findall(str(v.get("source", "")))):
            found.setdefault(cited, Work("", cited[0], cited[1], [], [])).claims.append(id)
    ordered = [found[cited] for cited in sorted(found)]
    for work in ordered:
        base = re.sub(r"\W", "", work.authors.split(",")[0].split(" ")[0]).lower() + work.year
        same = [w for w in ordered if w.key.startswith(base)]
        work.key = base + ("abcdefgh"[len(same) - 1] if same else "")
    return ordered


def bibtex(paper: Paper) -> str:
    """Of a paper that was checked: what is known of it."""
    eprint = _ARXIV.search(f"{paper.title} {paper.about}")
    key = paper.name.lower().replace(" ", "-")
    more = [f"  eprint = {{{eprint[1]}}},", "  archivePrefix = {arXiv},"] if eprint else []
    title, note = _ARXIV_TITLE.sub("", paper.title), " ".join(paper.about.split())
    return "\n".join([f"@misc{{{key},", f"  title = {{{title}}},", *more, f"  note = {{{note}}}", "}"])


def printed() -> list[Paper]:
    """The papers that were checked, without the collection of claims of the field."""
    return [p for p in papers.catalogue() if not p.collection]
