"""Table 4, step sweeps, autodiff, accuracy, trained networks: each suite writes its rows and is judged by what it must show."""

import pytest

from verify.claim import Outcome
from verify.plugin import Findings
from verify.suites import (
    accuracy,
    autodiff,
    celeba,
    figures,
    graph,
    intervals,
    laws,
    memorisation,
    mnist,
    power,
    probes,
    proximal,
    sweep,
    table4,
)


@pytest.fixture(autouse=True)
def not_when_quick(findings: Findings) -> None:
    if findings.quick:
        pytest.skip("--quick leaves the suites out: run pytest verify/ without it")


def test_table4(findings: Findings) -> None:
    """The printed blend is that of the published code's drift, not of Eq. (3); the printed differences are noise."""
    rows = table4.rows()
    findings.rows("table4", rows)
    assert table4.decide(rows, table4.CODE, table4.BLEND)[0] is Outcome.HOLDS
    assert table4.decide(rows, table4.RIGHT, table4.BLEND)[0] is Outcome.REFUTED
    for formula in (table4.CODE, table4.RIGHT):
        assert table4.decide(rows, formula, table4.AS_PUBLISHED)[0] is Outcome.UNDECIDED
        assert table4.vanishes(rows, formula, table4.RESOLVED)[0] is Outcome.HOLDS


def test_sweep(findings: Findings) -> None:
    """The measured error of every step that resolves is the predicted one; the published step resolves nothing."""
    rows = sweep.rows()
    findings.rows("sweep", rows)
    outcome, why = sweep.decide(rows)
    assert outcome is Outcome.HOLDS, why
    assert not any(row["resolvable"] for row in sweep.published_choice(rows))


def test_autodiff(findings: Findings) -> None:
    """Forward mode, reverse mode, differences and formula agree; the tangent that is never divided is refuted."""
    rows = autodiff.rows()
    findings.rows("autodiff", rows)
    outcome, why = autodiff.decide(rows)
    assert outcome is Outcome.HOLDS, why


def test_accuracy(findings: Findings) -> None:
    """Every formula's float64 error is within the predicted one."""
    rows = accuracy.rows(findings.seed)
    findings.rows("accuracy", rows)
    outcome, why = accuracy.decide(rows)
    assert outcome is Outcome.HOLDS, why


def test_power(findings: Findings) -> None:
    """Every wrong variant is refuted by some kind of evidence, and every kind refutes some variant."""
    rows = power.rows(findings.seed)
    findings.rows("power", rows)
    outcome, why = power.decide_rows(rows)
    assert outcome is Outcome.HOLDS, why


def test_laws(findings: Findings) -> None:
    """The committed networks learned their laws' velocities, and refute the field published as analytic."""
    rows = laws.rows(findings.seed)
    findings.rows("laws", rows)
    outcome, why = laws.decide(rows)
    assert outcome is Outcome.HOLDS, why


def test_probes(findings: Findings) -> None:
    """Quotients along learned flows are as far off as predicted at every step; the published step and scale are not derivatives."""
    rows = probes.rows(findings.seed)
    findings.rows("probes", rows)
    outcome, why = probes.decide(rows)
    assert outcome is Outcome.HOLDS, why
    assert not any(row["resolvable"] for row in rows if row.get("published") and row["h"] == 1e-6)


def test_mnist(findings: Findings) -> None:
    """What was measured of the flow of fives is computed again, and holds what must hold; Table 5 is reported beside it."""
    rows = mnist.rows(findings.seed)
    findings.rows("mnist", rows)
    outcome, why = mnist.decide(rows)
    assert outcome is Outcome.HOLDS, why


def test_celeba(findings: Findings) -> None:
    """The measured points come out again, and what holds of every map holds of them; Table 6 is reported beside it."""
    rows = celeba.rows(findings.seed)
    findings.rows("celeba", rows)
    outcome, why = celeba.decide(rows)
    assert outcome is Outcome.HOLDS, why


def test_graph(findings: Findings) -> None:
    """The recorded graph has the correlations of the labels as they are counted elsewhere."""
    rows = graph.rows()
    findings.rows("graph", rows)
    outcome, why = intervals.decide(rows)
    assert outcome is Outcome.HOLDS, why


def test_figures(findings: Findings) -> None:
    """Fig. 2's panels are of five mixtures, and of the denoiser less a constant; the drift of one is beside them."""
    rows = figures.rows()
    findings.rows("figures", rows)
    outcome, why = figures.decide(rows)
    assert outcome is Outcome.HOLDS, why


def test_proximal(findings: Findings) -> None:
    """Near the end of time on a curve: -1 along the normal for the closed form and the x1 network, not for the velocity network."""
    rows = proximal.rows(findings.seed)
    findings.rows("proximal", rows)
    outcome, why = proximal.decide(rows)
    assert outcome is Outcome.HOLDS, why


def test_memorisation(findings: Findings) -> None:
    """Pairs are reproduced or not as the solver has it; gradient variances, turned couplings and prices are the closed forms'."""
    rows = memorisation.rows(findings.seed)
    findings.rows("memorisation", rows)
    outcome, why = memorisation.decide(rows)
    assert outcome is Outcome.HOLDS, why
