"""What a contributor adds stays in its own files: shown in a copy of the tree, by a fresh interpreter that finds it and uses it.

Beside the files of the new thing at most two others are touched. A new paper touches none: tests/verify/papers/test_catalogue.py.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import PACKAGES, ROOT

MOST = 2


class Copy:
    """The packages without trained weights, and which of their files a contributor has edited."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.edited = folder, set[str]()
        for package in PACKAGES:
            left_out = shutil.ignore_patterns("__pycache__", "weights", "*.safetensors")
            shutil.copytree(ROOT / package, folder / package, ignore=left_out)

    def add(self, path: str, text: str) -> None:
        """A new file."""
        assert not (self.folder / path).exists()
        (self.folder / path).parent.mkdir(exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def edit(self, path: str, before: str, text: str) -> None:
        """Text put before a place in a file that is there."""
        old = (self.folder / path).read_text(encoding="utf-8")
        assert old.count(before) == 1, f"{path} has {before!r} {old.count(before)} times"
        (self.folder / path).write_text(old.replace(before, text + before), encoding="utf-8")
        self.edited.add(path)

    def run(self, code: str) -> None:
        """In a fresh interpreter that sees the copy only."""
        env = {**os.environ, "PYTHONPATH": str(self.folder), "OMP_NUM_THREADS": "1"}
        code = f"import verify; assert verify.__file__.startswith({str(self.folder)!r})\n{code}"
        done = subprocess.run([sys.executable, "-c", code], cwd=self.folder, env=env, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


KIND = '''"""exact: the residual is zero without any rounding, in rational numbers."""

import numpy as np

from analytic import arithmetic
from verify.claim import Formula, Outcome, Regime, Test, cases
from verify.record import Finding


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    gaps = [e for case in cases(regime, arithmetic.digits(30)) for e in np.ravel(test.subject(formula, case))]
    outcome = Outcome.REFUTED if any(gaps) else Outcome.HOLDS
    return Finding(outcome=outcome, measure=max(map(abs, gaps)), bound=0, unit="", scope="all", arithmetic="digits")
'''
ENTRY = """        Kind("exact", "E", 14, "without rounding", "zero in rational numbers"),
"""


def test_a_new_kind_of_evidence_is_its_module_and_an_entry_of_the_table(copy: Copy) -> None:
    copy.add("verify/evidence/exact.py", KIND)
    copy.edit("verify/evidence/kinds.py", '        Kind("symbols",', ENTRY)
    copy.run(
        """
from verify.claim import Claim, Outcome, Test
from verify.derivations.cases import ladder
from verify.evidence.kinds import means
from verify.runner import run, verdict

tests = (Test("exact", lambda f, case: case.value(f) - case.x, (next(ladder("gaussian", frozenset(), 0)),)),)
wrong = {"twice": lambda law, t, x: x + x + 1}
claim = Claim("MY-1", "mine", "x", "x", lambda law, t, x: x, tests, near_misses=wrong)
records = run(claim, claim.tests[0], 0)
assert verdict(claim, records)[0] is Outcome.HOLDS, records
assert {(r.evidence, r.outcome) for r in records} == {("exact", "HOLDS"), ("exact", "REFUTED")}
assert means("exact") == "zero in rational numbers"
"""
    )
    assert len(copy.edited) <= MOST


SUITE = '''"""A toy."""

from verify.suites.suite import Lazy, Suite

SUITE = Suite(
    "toy",
    140,
    "Two and two are four.",
    rows=Lazy(f"{__name__}.table", "rows"),
    decide=Lazy("verify.suites.common.intervals", "decide"),
    section=Lazy(f"{__name__}.section", "SECTION").load,
)
'''
TABLE = '''"""One row."""


def rows(seed):
    return [{"suite": "toy", "kind": "sum", "what": "2 + 2", "value": 4.0, "outcome": "HOLDS", "expected": "HOLDS"}]
'''
SECTION = '''"""One sentence."""

from verify.suites.suite import Section

SECTION = Section("toy", "Toy: sums", about=lambda rows: [f"{len(rows)} sum is right."])
'''


def test_a_new_suite_is_its_own_folder(copy: Copy) -> None:
    for name, text in (("__init__", SUITE), ("table", TABLE), ("section", SECTION)):
        copy.add(f"verify/suites/toy/{name}.py", text)
    copy.run(
        """
from pathlib import Path
from verify import report
from verify.claim import Outcome
from verify.files.lines import write_lines
from verify.suites import catalogue

suite = catalogue()["toy"]
assert [*catalogue()][-1] == "toy"
rows = suite.rows(0)
outcome, why = suite.decide(rows)
assert outcome is Outcome.HOLDS, why
write_lines(Path("run/toy.jsonl"), rows)
made = {path.name: path for path in report.render(Path("run"))}
assert "1 sum is right." in made["toy.md"].read_text() and "Toy: sums" in made["index.html"].read_text()
"""
    )
    assert copy.edited == set()


QUANTITY = """    Quantity(
        "twice_velocity", "2 u", "(..., d)", {"gaussian": lambda law, t, x: 2 * gaussian.drift(law, t, x)}, rate=True
    ),
"""


def test_a_new_quantity_is_an_entry_of_the_table(copy: Copy) -> None:
    copy.edit("verify/derivations/quantities.py", '    Quantity("denoiser", ', QUANTITY)
    copy.run(
        """
from analytic import gaussian
from verify import QUANTITIES, check

assert "twice_velocity" in QUANTITIES
twice = lambda law, t, x: gaussian.drift(law, t, x) + gaussian.drift(law, t, x)
assert check(twice, "twice_velocity", "gaussian", assume="d=1").verdict == "PROVED"
assert check(twice, "velocity", "gaussian", assume="d=1", budget=3).verdict == "REFUTED"
"""
    )
    assert len(copy.edited) <= MOST


def test_what_needs_an_edit_elsewhere_would_be_seen(copy: Copy) -> None:
    """The copy is what is run: without its entry in the table the kind is not found."""
    copy.add("verify/evidence/exact.py", KIND)
    with pytest.raises(AssertionError, match="'exact' is no kind of evidence"):
        copy.run("from verify.evidence.kinds import kind_named; kind_named('exact')")
