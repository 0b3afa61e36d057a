"""The laws of the house: each fact has one home, no verdict hangs on a display name, nothing is too long to read.

Each law is seen to catch a violation that is planted for it.
"""

import ast
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import PACKAGES, ROOT, Module, modules
from verify import papers, suites
from verify.derivations.answer import Answer, Counterexample
from verify.evidence.kinds import KINDS
from verify.record import Finding, Record

LINES, FUNCTION, LOOSE = 200, 16, 12  # of a module; of nine functions out of ten; modules in verify/ itself
BY_KEYWORD = (Answer, Counterexample, Finding, Record)


def planted(text: str) -> Module:
    return Module("planted", Path("planted.py"), ast.parse(text))


# Each fact in one table


ARITHMETICS = {"symbols", "digits", "balls", "float64", "torch"}  # three of them are also names of kinds
SUITES = set(suites.catalogue())
PAPERS = {word for paper in papers.catalogue() for word in (paper.key, paper.name)} | {
    path.parent.name for path in (ROOT / "verify" / "papers").glob("*/__init__.py")
}
RETOLD = {
    "verify": "functions that make tests are named as the kinds, in the contents page",
    "verify.claim": "the three kinds of evidence that see a derivative",
    "verify.report.exhibits": "the suites whose rows recompute one table of a paper",
}


def literals(module: Module) -> Iterator[set[str]]:
    """The strings of each literal: the keys of a dict, the elements of a tuple, list or set, names in a string, to be split."""
    for node in ast.walk(module.tree):
        nodes = [k for k in node.keys if k] if isinstance(node, ast.Dict) else getattr(node, "elts", [])
        yield {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and {*node.value.split()} <= {*KINDS} | SUITES | PAPERS:
            yield set(node.value.split())


def retold(module: Module) -> list[set[str]]:
    """Literals that name three kinds of evidence, three papers or three suites."""
    kinds = (names & {*KINDS} for names in literals(module) if not names <= ARITHMETICS)
    others = (names & home for names in literals(module) for home in (PAPERS, SUITES))
    return [names for names in (*kinds, *others) if len(names) >= 3]


def test_kinds_papers_and_suites_are_told_in_one_table() -> None:
    """A claim may name the kinds of its tests, or those that cannot see a near miss."""
    found = {m.name: retold(m) for package in ("learned", "verify") for m in modules(package).values()}
    told = {name: names for name, names in found.items() if names and not name.startswith("verify.claims.")}
    assert told.keys() == RETOLD.keys(), told


@pytest.mark.parametrize(
    "text",
    [
        "x = {'rate': 1, 'limit': 2, 'order': 3}",
        "x = ('CD', 'FX', 'PX')",
        "for name in ['mnist', 'celeba', 'graph']: pass",
        "x = 'mnist celeba graph'.split()",
        "x = {'field', 'proximal', 'gradient_variance'}",
    ],
)
def test_a_second_table_would_be_seen(text: str) -> None:
    assert len(retold(planted(text))) == 1


def test_some_of_a_home_is_no_second_table() -> None:
    assert retold(planted("x = ('mnist', 'celeba'), {'rate': 'limit'}, ('balls', 'digits', 'float64')")) == []


# No logic reads a display name


SHOWN_FIELDS, SHOWN_KEYS = {"name", "why", "says"}, {"kind", "what", "formula"}
SEARCHES = {"startswith", "endswith", "find", "index", "count"}
CHANGES = {"lower", "upper", "casefold", "strip", "get"}
BY_NAME = {
    "path.name.startswith('test_')": "a file's name, which pytest's convention gives a meaning",
    "d.quantity.name != 'jacobian'": "the name by which a quantity is asked for is its key",
    "d.quantity.name == 'flow_map'": "the name by which a quantity is asked for is its key",
    "trained.preset.data['kind'] != 'gaussian'": "a field of a preset, as TOML has it",
}


def shown(node: ast.AST) -> bool:
    """Is it a display name: `.name`, `["kind"]` and their like, also in lower case? An arithmetic's, `ar.name`, is its key."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
        key = node.args[0] if node.func.attr == "get" and node.args else None
        return shown(node.func.value) or (isinstance(key, ast.Constant) and key.value in SHOWN_KEYS)
    if isinstance(node, ast.Attribute):
        return node.attr in SHOWN_FIELDS and ast.unparse(node.value).split(".")[-1] != "ar"
    if isinstance(node, ast.Subscript):
        return (isinstance(node.slice, ast.Constant) and node.slice.value in SHOWN_KEYS) or shown(node.value)
    return False


def literal(node: ast.AST) -> bool:
    """Words in the code: a string that is not empty, or a tuple of them."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(map(literal, node.elts))
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value != "")


def judged_by_name(module: Module) -> list[str]:
    """Comparisons of a display name with words, and searches for words in it."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SEARCHES:
            sides = [node.func.value, *node.args]
        else:
            continue
        if any(map(shown, sides)) and any(map(literal, sides)):
            found.append(ast.unparse(node))
    return found


def test_no_logic_reads_a_display_name() -> None:
    found = {f"{m.name}: {text}": text for m in modules("verify").values() for text in judged_by_name(m)}
    assert [where for where, text in found.items() if text not in BY_NAME] == []
    assert set(found.values()) == set(BY_NAME), "an excuse that nobody needs goes"


@pytest.mark.parametrize(
    "text",
    [
        "if regime.name.startswith('singular'): pass",
        "x = 'tail' in regime.name.lower()",
        "x = [r for r in rows if r['kind'] == 'pair']",
        "while row.get('what') != 'slope': pass",
        "assert answer.why in ('no proof', 'noise')",
        "x = 1 if claim.says[:4] == 'drop' else 2",
        "x = row['formula'].startswith(f'{t} published')",
    ],
)
def test_a_verdict_by_a_display_name_would_be_seen(text: str) -> None:
    assert len(judged_by_name(planted(text))) == 1


@pytest.mark.parametrize(
    "text", ["row['kind'] == Kind.PAIR", "answer.why == ''", "law.ar.name == 'symbols'", "r.name == other.name"]
)
def test_enumerations_and_keys_are_no_display_names(text: str) -> None:
    assert judged_by_name(planted(text)) == []


# Fields by name


@pytest.mark.parametrize("plain", BY_KEYWORD)
def test_what_was_found_is_told_field_by_field(plain: type) -> None:
    assert all(f.kw_only for f in dataclasses.fields(plain))
    with pytest.raises(TypeError, match="positional argument"):
        plain("a", "b")


def by_position(module: Module) -> list[int]:
    """The lines where one of them is made of values without names."""
    names = {plain.__name__ for plain in BY_KEYWORD}
    calls = (n for n in ast.walk(module.tree) if isinstance(n, ast.Call) and n.args)
    return [n.lineno for n in calls if ast.unparse(n.func).split(".")[-1] in names]


@pytest.mark.parametrize("package", [*PACKAGES, "tests"])
def test_none_is_made_by_position(package: str) -> None:
    assert {m.name: by_position(m) for m in modules(package).values() if by_position(m)} == {}


def test_a_record_by_position_would_be_seen() -> None:
    assert by_position(planted("x = Record('claim', *rest)\ny = answer.Answer(name='f')\nz = record.Finding(outcome)")) == [1, 3]


# Short enough to read


def too_long(module: Module) -> bool:
    return len(module.path.read_text(encoding="utf-8").splitlines()) > LINES


def nine_of_ten(found: list[Module]) -> int:
    """The length that nine functions of ten do not exceed, in lines."""
    lengths = sorted((f.end_lineno or f.lineno) - f.lineno + 1 for module in found for f in module.functions())
    return lengths[int(0.9 * len(lengths))]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_is_too_long_to_read(package: str) -> None:
    assert [m.name for m in modules(package).values() if too_long(m)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_nine_functions_of_ten_are_seen_at_once(package: str) -> None:
    assert nine_of_ten([*modules(package).values()]) <= FUNCTION


def test_the_hall_of_verify_is_not_a_shelf() -> None:
    loose = [path.name for path in (ROOT / "verify").glob("*.py")]
    assert len(loose) <= LOOSE, sorted(loose)


def test_what_is_too_long_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "analytic").mkdir()
    (tmp_path / "analytic" / "long.py").write_text("def f():\n" + "    pass\n" * LINES, encoding="utf-8")
    (tmp_path / "analytic" / "short.py").write_text("def g():\n    pass\n", encoding="utf-8")
    long, short = modules("analytic", tmp_path).values()
    assert (too_long(long), too_long(short)) == (True, False)
    assert nine_of_ten([long, short]) > FUNCTION >= nine_of_ten([short, short])
