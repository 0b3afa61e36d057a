"""Imports run one way, analytic <- learned <- verify, and what is imported first is light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import PACKAGES, ROOT, modules

MAY_IMPORT = {"analytic": {"analytic"}, "learned": {"analytic", "learned"}, "verify": {"analytic", "learned", "verify"}}
HEAVY = {"torch", "torchvision", "sympy", "mpmath", "flint", "scipy", "matplotlib", "pytest", "hypothesis", "jinja2", "rich"}
PUT_OFF = {"analytic": 7, "learned": 3, "verify": 81}  # imports of own modules inside functions: at most so many
# Rooms and files of verify/, from low to high, and what each imports.
MAY_STAND_ON = {
    room: set(may.split())
    for room, may in {
        "drawing": "learned",
        "files": "learned",
        "standing": "",
        "sharing": "",
        "claim": "analytic standing sharing",
        "record": "claim",
        "papers": "analytic learned",
        "routes": "analytic claim",
        "evidence": "analytic learned sharing claim record routes",
        "residuals": "analytic claim routes",
        "regimes": "analytic learned claim papers routes",
        "runner": "analytic sharing files claim record evidence",
        "claims": "analytic claim papers routes residuals regimes",
        "suites": "analytic learned drawing sharing claim papers routes evidence residuals regimes claims",
        "report.templates": "drawing",
        "report.run": "analytic learned drawing files claim record papers evidence suites",
        "report": "analytic learned drawing files claim record papers evidence runner claims suites report.templates report.run",
        "derivations": "analytic drawing claim record evidence regimes",
        "strategies": "analytic claim regimes derivations",
        "derivations.stating": "analytic claim evidence regimes derivations",
        "handbook": "analytic learned drawing files claim papers evidence regimes runner claims report.templates report.run "
        "derivations derivations.stating",
        "derivations.diagnosis": "analytic claim evidence regimes derivations",
        "derivations.judging": "analytic files claim record routes evidence residuals regimes runner "
        "derivations derivations.diagnosis",
        "derivations.isolation": "analytic files claim record drawing evidence regimes derivations "
        "derivations.stating derivations.judging",
        "checking": "analytic claim derivations derivations.stating derivations.judging derivations.isolation",
        "plugin": "drawing files record report derivations derivations.isolation",
        "face.driftproof": "analytic learned verify plugin",
        "commands": "learned drawing files record papers routes evidence runner claims suites report derivations handbook "
        "derivations.isolation",
        "cli": "files commands",
        "conftest": "suites",
        "test_claims": "runner claims plugin",
        "test_suites": "claim suites plugin",
    }.items()
}


def imported(path: Path) -> set[str]:
    """The top-level names that a file imports anywhere, also inside functions; relative imports stay in their package."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


def wrong_imports(package: str, root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)} imports {name}"
        for path in sorted((root / package).rglob("*.py"))
        for name in sorted(imported(path) & {*MAY_IMPORT, "tests"} - MAY_IMPORT[package])
    ]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_run_one_way(package: str) -> None:
    assert any((ROOT / package).rglob("*.py"))
    assert wrong_imports(package, ROOT) == []


def test_an_import_against_the_stream_is_seen(tmp_path: Path) -> None:
    (tmp_path / "analytic").mkdir()
    (tmp_path / "analytic" / "wrong.py").write_text(
        "def f():\n    from verify.claim import Claim\n    return Claim\n", encoding="utf-8"
    )
    assert wrong_imports("analytic", tmp_path) == ["analytic/wrong.py imports verify"]


def arrows(package: str, root: Path = ROOT) -> dict[str, set[str]]:
    """What each module of the package imports of the package, also inside functions."""
    found = modules(package, root)
    known = frozenset(found)
    return {name: {i.module for i in module.imports(known)} for name, module in found.items()}


def circles(package: str, root: Path = ROOT) -> list[str]:
    """Modules that lead back to themselves along imports."""
    to = arrows(package, root)

    def reached(start: str) -> set[str]:
        found, ahead = set[str](), [*to[start]]
        while ahead:
            if (name := ahead.pop()) not in found:
                found.add(name)
                ahead += to[name]
        return found

    return [name for name in to if name in reached(name)]


def within_functions(package: str, root: Path = ROOT) -> list[str]:
    """Imports of own modules inside functions: what is put off, because it is heavy or seldom needed."""
    found = {name: module for other in PACKAGES for name, module in modules(other, root).items()}
    known = frozenset(found)
    return [
        f"{name} -> {i.module}"
        for name, module in found.items()
        if name.split(".")[0] == package
        for i in module.imports(known)
        if i.within
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_import_leads_back_to_where_it_began(package: str) -> None:
    assert len(arrows(package)) > 20
    assert circles(package) == []


@pytest.mark.parametrize(("package", "most"), PUT_OFF.items())
def test_imports_inside_functions_do_not_become_more(package: str, most: int) -> None:
    found = within_functions(package)
    assert len(found) <= most, found


def test_a_circle_of_imports_is_seen(tmp_path: Path) -> None:
    (tmp_path / "analytic").mkdir()
    for name, text in {
        "a": "from analytic import b",
        "b": "def f():\n    from analytic.c import x",
        "c": "import analytic.a",
        "d": "from analytic import a",
    }.items():
        (tmp_path / "analytic" / f"{name}.py").write_text(text, encoding="utf-8")
    assert circles("analytic", tmp_path) == ["analytic.a", "analytic.b", "analytic.c"]
    assert within_functions("analytic", tmp_path) == ["analytic.b -> analytic.c"]


def test_a_relative_import_is_refused(tmp_path: Path) -> None:
    """It would go unseen by all that reads imports here."""
    (tmp_path / "analytic").mkdir()
    (tmp_path / "analytic" / "a.py").write_text("from .b import c", encoding="utf-8")
    with pytest.raises(AssertionError, match="imports are absolute"):
        circles("analytic", tmp_path)


def room_of(module: str) -> str:
    """The folder or file of `verify/` that a module stands in, below `derivations/` the folder there; else the package."""
    package, *parts = module.split(".")
    rooms = (room for room in (".".join(parts[:2]), parts[0] if parts else "") if room in MAY_STAND_ON)
    return next(rooms, module) if package == "verify" else package


def arrows_between_rooms(root: Path = ROOT) -> dict[str, set[str]]:
    """Which rooms each room of verify/ imports."""
    found = {name: module for package in PACKAGES for name, module in modules(package, root).items()}
    known, rooms = frozenset(found), dict[str, set[str]]()
    for name, module in found.items():
        if name.startswith("verify."):
            here = rooms.setdefault(room_of(name), set())
            here |= {room_of(i.module) for i in module.imports(known)} - {room_of(name)}
    return rooms


def against_the_table(root: Path = ROOT) -> list[str]:
    """Imports between rooms that the table does not allow, and rooms that it does not have."""
    found = arrows_between_rooms(root)
    return sorted(f"{room} imports {other}" for room in found for other in found[room] - MAY_STAND_ON.get(room, set()))


def test_each_room_imports_those_that_it_may_stand_on() -> None:
    assert len(arrows_between_rooms()) > 20
    assert against_the_table() == []


def test_every_room_of_the_table_is_there_and_uses_what_it_may() -> None:
    """So the table says what is, and a permission that nobody needs goes."""
    found = arrows_between_rooms()
    assert {room: may - found.get(room, set()) for room, may in MAY_STAND_ON.items() if may - found.get(room, set())} == {}


def test_lower_rooms_import_no_higher_ones() -> None:
    """The table is a ladder: whatever a room may import stands above it in the table, or is another package."""
    order = [*PACKAGES, *MAY_STAND_ON]
    assert [(room, low) for room, may in MAY_STAND_ON.items() for low in may if order.index(low) >= order.index(room)] == []


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("routes/a.py", "def f():\n    from verify.residuals import b", "routes imports residuals"),
        ("papers/field/a.py", "import verify.evidence.balls", "papers imports evidence"),
        ("drawing/a.py", "from verify.claim import Claim", "drawing imports claim"),
        ("claims/field/a.py", "from verify.suites.mnist.table import rows", "claims imports suites"),
        (
            "derivations/stating/a.py",
            "from verify.derivations.judging import verdict",
            "derivations.stating imports derivations.judging",
        ),
        ("hall/a.py", "from verify import claim", "verify.hall.a imports claim"),
    ],
)
def test_an_import_from_below_is_seen(tmp_path: Path, path: str, text: str, said: str) -> None:
    """A lower room reaches up, or a room that the table does not have stands there."""
    targets = ("residuals/b", "evidence/balls", "claim", "suites/mnist/table", "derivations/judging/verdict")
    for name in (*(f"{target}.py" for target in targets), path):
        (tmp_path / "verify" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "verify" / name).write_text(text if name == path else "", encoding="utf-8")
    assert against_the_table(tmp_path) == [said]


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def loaded_by(module: str) -> set[str]:
    return set(python(f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})").split())


@pytest.mark.parametrize(
    "module",
    [
        "analytic",
        "analytic.mixture",
        "analytic.brenier",
        "analytic.line",
        "analytic.exact",
        "learned",
        "learned.files.atomic",
        "learned.files.versions",
        "learned.preset",
        "learned.train",
        "learned.train.command",
        "verify",
    ],
)
def test_importing_a_package_loads_nothing_heavy(module: str) -> None:
    loaded = loaded_by(module)
    assert module.split(".")[0] in loaded
    assert loaded & HEAVY == set()


def test_the_catalogue_of_claims_loads_nothing_that_only_deciding_them_needs() -> None:
    """`driftproof list` and `show` read it."""
    code = "import sys; from verify.claims import catalogue; catalogue(); print(*{name.split('.')[0] for name in sys.modules})"
    assert {*python(code).split()} & (HEAVY - {"flint"}) == set()


def test_heavy_modules_would_be_seen() -> None:
    assert "scipy" in loaded_by("analytic.arithmetic._float64")


def test_importing_verify_is_a_few_modules() -> None:
    """So it takes no time, on any machine."""
    assert int(python("import sys; before = len(sys.modules); import verify; print(len(sys.modules) - before)")) <= 12
