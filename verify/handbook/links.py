"""Links between the pages: closed forms in code and prose, quantities in prose, claims to the audit that has them."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from verify import papers
from verify.derivations.quantities import QUANTITIES
from verify.handbook.arguments import public
from verify.handbook.works import CITED

_CODE = re.compile(r"(?<![\w.])([a-z_]\w*)(?:\.([a-z_]\w*))?(?=\()")
_PROSE = re.compile(r"(?<![\w.`])(?:([a-z]\w*)\.([a-z]\w*)|([a-z]{4,}))(?![\w(])")


@dataclass(frozen=True)
class Links:
    """`up` leads from a page to the folder of the handbook, `audit` from there to the folder of the run, if it lies in one."""

    up: str = ""
    audit: str | None = None
    works: Mapping[str, str] = field(default_factory=dict)  # "Lipman et al. 2023" -> its key
    known: Collection[str] = ()  # the claims that the audits show

    def of_function(self, name: str) -> str:
        return f"{self.up}f/{name}.html"

    def of_quantity(self, name: str) -> str:
        return f"{self.up}q/{name}.html"

    def of_lesson(self, name: str) -> str:
        return f"{self.up}{self.path_of_lesson(name)}"

    @staticmethod
    def path_of_lesson(name: str) -> str:
        return f"t/{name}.html"

    def of_claim(self, id: str) -> str:
        """Of the place in an audit where the claim stands; "" where there is none."""
        paper = next((p for p in papers.catalogue() if p.states(id)), None)
        if self.audit is None or paper is None or id not in self.known:
            return ""
        return f"{self.up}{self.audit}{paper.slug}.html#{id}"

    def code(self, text: str, module: str = "", own: str = "") -> Markup:
        """Calls of closed forms lead to their pages: `mixture.drift(`, within its own module `drift(`; not of `own`, the page's."""

        def link(found: re.Match[str]) -> Markup | None:
            name = f"{found[1]}.{found[2]}" if found[2] else f"{module}.{found[1]}"
            return self._to(self.of_function(name), found[0]) if name in public() and name != own else None

        return _linked(_CODE, text, link)

    def prose(self, text: str, own: str = "") -> Markup:
        """Closed forms by name, and the first of each word that is a quantity of points; what stands in `backticks` is code."""
        seen = {own}

        def link(found: re.Match[str]) -> Markup | None:
            if found[2]:
                name = f"{found[1]}.{found[2]}"
                return self._to(self.of_function(name), name) if name in public() and name != own else None
            if found[3] in seen or found[3] not in QUANTITIES or not QUANTITIES[found[3]].at_points:
                return None
            seen.add(found[3])
            return self._to(self.of_quantity(found[3]), found[3])

        parts = str(text).split("`")
        even = len(parts) % 2 == 1
        return Markup("").join(
            Markup("<code>{}</code>").format(part) if i % 2 and even else _linked(_PROSE, part, link)
            for i, part in enumerate(parts if even else [text])
        )

    def cited(self, text: str) -> Markup:
        """Works that a source names lead to the page of works."""

        def link(found: re.Match[str]) -> Markup | None:
            key = self.works.get(found[0])
            return self._to(f"{self.up}papers.html#{key}", found[0]) if key else None

        return _linked(CITED, text, link)

    @staticmethod
    def _to(target: str, text: str) -> Markup:
        return Markup('<a href="{}">{}</a>').format(target, text)


def _linked(pattern: re.Pattern[str], text: str, link: Callable[[re.Match[str]], Markup | None]) -> Markup:
    out, end = Markup(""), 0
    for found in pattern.finditer(text):
        made = link(found)
        if made is not None:
            out += Markup("{}{}").format(text[end : found.start()], made)
            end = found.end()
    return out + Markup("{}").format(text[end:])
