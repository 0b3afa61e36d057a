"""Every page of the handbook, by its path: f/mixture.drift.html, q/velocity.html, t/own_path.html, the index and its neighbours."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from learned.files.atomic import write_whole
from verify import papers
from verify.derivations.assumptions import NEEDS
from verify.derivations.coordinates.presets import PATHS, PRESETS
from verify.derivations.quantities import QUANTITIES
from verify.drawing.statement import Typesetter
from verify.evidence.kinds import KINDS
from verify.files.whole_folder import all_at_once
from verify.handbook import docstrings, entries, lessons, records, reference, works
from verify.handbook.arguments import MODULES, public
from verify.handbook.entries import Asked
from verify.handbook.links import Links
from verify.handbook.named import of_claims
from verify.handbook.records import Records
from verify.report import templates

HERE = Path(__file__).parent
COPYING = HERE.parent / "report" / "copy.js"
FOLDERS = ("f", "q", "t")


def rebuild(folder: Path, records_folder: Path | None) -> Path:
    """All pages at once; its index.html. In the folder of a run that has audits they lead to these."""
    known = records.of(records_folder)
    within = records_folder is not None and folder.resolve().parent == records_folder.resolve()
    audits = within and all((folder.resolve().parent / f"{paper.slug}.html").exists() for paper in papers.catalogue())
    made = pages(known, "../" if audits else None)
    with all_at_once(folder, FOLDERS) as fresh:
        for name in FOLDERS:  # what is gone goes
            shutil.rmtree(fresh / name, ignore_errors=True)
        for path, text in made.items():
            write_whole(fresh / path, text)
    return folder / "index.html"


def pages(known: Records, audit: str | None = None) -> dict[str, str]:
    """Path to contents; `audit` leads from the folder of the handbook to that of the run, if it lies in one."""
    shown = {str(v["id"]) for v in known.run.rows("verdicts")}
    cited = works.works(known.verdicts)
    keys = {f"{w.authors} {w.year}": w.key for w in cited}
    up, here = Links("../", audit, keys, shown), Links("", audit, keys, shown)
    template = templates.environment(HERE).get_template
    checked = [(p, works.bibtex(p)) for p in works.printed()]
    made = {path: template(name).render(links=up, **told) for path, name, told in _entries(known, up)}
    for name, told in (
        ("glossary", {"groups": _glossary(here), "letters": _letters()}),
        ("papers", {"works": cited, "papers": checked}),
        ("reference", {"faces": reference.faces()}),
        ("contents", _contents(known, here)),
    ):
        made[f"{'index' if name == 'contents' else name}.html"] = template(f"{name}.html").render(links=here, **told)
    made["papers.bib"] = "\n\n".join([*(text for _, text in checked), *(w.bibtex for w in cited)]) + "\n"
    made["handbook.js"] = (HERE / "handbook.js").read_text(encoding="utf-8") + COPYING.read_text(encoding="utf-8")
    sheets = (templates.HERE / "page.css", HERE / "handbook.css")
    made["handbook.css"] = "".join(path.read_text(encoding="utf-8") for path in sheets)
    return dict(sorted(made.items()))


def _entries(known: Records, links: Links) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, template, and what it shows: of each closed form and each quantity."""
    made: list[tuple[str, str, Callable[[Asked], dict[str, Any]]]] = [
        *((f"f/{name}.html", "function.html", partial(entries.of_function, name)) for name in public()),
        *((f"q/{q.name}.html", "quantity.html", partial(entries.of_quantity, q)) for q in QUANTITIES.values()),
    ]
    for path, template, told in made:
        typeset = Typesetter()
        yield path, template, {**told(Asked(known, links, typeset)), "defs": typeset.defs()}
    course = lessons.lessons()
    for lesson, after in zip(course, [*course[1:], None], strict=True):
        yield links.path_of_lesson(lesson.name), "tutorial.html", {"lesson": lesson, "next": after}


def _contents(known: Records, links: Links) -> dict[str, Any]:
    """By module, by quantity, by claim."""
    modules = []
    for module in MODULES:
        mine = [(name, docstrings.of_function(f).equation) for name, f in public().items() if name.split(".")[0] == module]
        modules.append((module, docstrings.of_module(import_module(f"analytic.{module}")).title, mine))
    asked = Asked(known, links, Typesetter())
    claims = [(told, of_claims()[str(told.v["id"])]) for told in asked.told(known.verdicts, drawn=False)]
    return {"lessons": lessons.lessons(), "modules": modules, "quantities": QUANTITIES.values(), "claims": claims}


def _glossary(links: Links) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Of each group its terms: name, where it leads, meaning."""
    return [
        ("Quantities", [(q.name, links.of_quantity(q.name), q.says) for q in QUANTITIES.values()]),
        ("Assumptions of a law", [(name, "", says) for name, says in NEEDS.items()]),
        ("Paths", [(name, "", path.says) for name, path in PATHS.items()]),
        ("Conventions", [(name, "", preset.says) for name, preset in PRESETS.items()]),
        ("Evidence: what HOLDS means", [(kind.name, "", kind.means) for kind in KINDS.values()]),
    ]


def _letters() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each letter with its meanings, module by module."""
    found: dict[str, list[tuple[str, str]]] = {}
    for module in MODULES:
        for symbols, meaning in docstrings.of_module(import_module(f"analytic.{module}")).letters:
            if symbols:
                found.setdefault(symbols, []).append((module, meaning))
    return sorted(found.items(), key=lambda item: (item[0].lower(), item[0]))
