"""Table 4, step sweeps, autodiff, accuracy, trained networks: each suite writes its rows and is judged by what it must show."""

from collections.abc import Callable
from typing import Any

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

Rows = list[dict[str, Any]]
Suite = tuple[Callable[[int], Rows], Callable[[Rows], tuple[Outcome, str]], str]  # rows of a seed, their judgement, what it says

SUITES: dict[str, Suite] = {
    "sweep": (
        lambda seed: sweep.rows(),
        sweep.decide,
        "The measured error of every step that resolves is the predicted one; the published step resolves nothing.",
    ),
    "autodiff": (
        lambda seed: autodiff.rows(),
        autodiff.decide,
        "Forward mode, reverse mode, differences and formula agree; the tangent that is never divided is refuted.",
    ),
    "accuracy": (accuracy.rows, accuracy.decide, "Every formula's float64 error is within the predicted one."),
    "power": (power.rows, power.decide, "Every wrong variant is refuted by some evidence, and every kind refutes some variant."),
    "laws": (
        laws.rows,
        intervals.decide,
        "The committed networks learned their laws' velocities, and refute the field published as analytic.",
    ),
    "probes": (
        probes.rows,
        probes.decide,
        "Quotients along learned flows are as far off as predicted at every step; the published step and scale are no derivatives.",
    ),
    "mnist": (
        mnist.rows,
        intervals.decide,
        "What was measured of the flow of fives is computed again, and holds what must hold; Table 5 is reported beside it.",
    ),
    "celeba": (
        celeba.rows,
        intervals.decide,
        "The measured points come out again, and what holds of every map holds of them; Table 6 is reported beside it.",
    ),
    "graph": (
        lambda seed: graph.rows(),
        intervals.decide,
        "The recorded graph has the correlations of the labels as they are counted elsewhere.",
    ),
    "figures": (
        lambda seed: figures.rows(),
        intervals.decide,
        "Fig. 2's panels are of five mixtures, and of the denoiser less a constant; the drift of one is beside them.",
    ),
    "proximal": (
        proximal.rows,
        intervals.decide,
        "Near the end on a curve: -1 along the normal for closed form and x1 network, not for the velocity network.",
    ),
    "memorisation": (
        memorisation.rows,
        intervals.decide,
        "Pairs are reproduced or not as the solver has it; gradient variances, turned couplings and prices are the closed forms'.",
    ),
}


@pytest.fixture(autouse=True)
def not_when_quick(findings: Findings) -> None:
    if findings.quick:
        pytest.skip("--quick leaves the suites out: run pytest verify/ without it")


@pytest.mark.parametrize("suite", SUITES)
def test_suite(findings: Findings, suite: str) -> None:
    rows, decide, said = SUITES[suite]
    table = rows(findings.seed)
    findings.rows(suite, table)
    outcome, why = decide(table)
    assert outcome is Outcome.HOLDS, f"{said} {outcome.value}: {why}"


def test_table4(findings: Findings) -> None:
    """The printed blend is that of the published code's drift, not of Eq. (3); the printed differences are noise."""
    rows = table4.rows()
    findings.rows("table4", rows)
    assert table4.decide(rows, table4.CODE, table4.BLEND)[0] is Outcome.HOLDS
    assert table4.decide(rows, table4.RIGHT, table4.BLEND)[0] is Outcome.REFUTED
    for formula in (table4.CODE, table4.RIGHT):
        assert table4.decide(rows, formula, table4.AS_PUBLISHED)[0] is Outcome.UNDECIDED
        assert table4.vanishes(rows, formula, table4.RESOLVED)[0] is Outcome.HOLDS
