"""The tables and figures of the papers beside the recorded rows: what an exhibit asks of a suite's section is there."""

from pathlib import Path

import pytest

from verify.report.exhibit_tables import TRAINED, section
from verify.report.exhibits import SPECS, exhibit
from verify.report.run import Run, load
from verify.suites.celeba import kinds as celeba
from verify.suites.celeba import section as celeba_section


@pytest.fixture(scope="module")
def run() -> Run:
    return load(Path(__file__).parents[3] / "reports")


@pytest.mark.parametrize("label", SPECS)
def test_every_table_and_plot_that_is_named_is_made(run: Run, label: str) -> None:
    found, spec = exhibit(label, run), SPECS[label]
    assert found.missing == [] and tuple(p.name for p in found.plots) == spec.plots
    assert bool(found.said) == bool(spec.said) and all(t.rows for _, t in found.tables)
    assert found.tables or found.plots


def test_a_key_that_no_table_has_is_no_table(run: Run) -> None:
    assert len(section("celeba", celeba.Kind.TABLE6, celeba.Kind.THRESHOLD)(run)) == 4  # through either classifier
    assert section("celeba", "Table 7")(run) == [] and section("celeba")(run) == celeba_section.SECTION.tables(run.rows("celeba"))


def test_every_network_is_spoken_of(run: Run) -> None:
    """And no other suite has rows of these kinds."""
    for suite, kinds in TRAINED.items():
        assert kinds[0] in {r["kind"] for r in run.rows(suite)}
    more = [s for s in run.suites if s not in TRAINED and any(r.get("kind") in ("network", "not run") for r in run.rows(s))]
    assert more == []
