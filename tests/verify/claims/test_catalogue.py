"""The catalogue as a whole: ids, power, links between false sentences and their amendments, sizes, LaTeX that can be drawn."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction as F
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.mathtext import MathTextParser

from analytic import arithmetic
from analytic.arithmetic import Array, Law
from analytic.mixture import Mixture
from verify import claims, regimes
from verify.claim import Claim, Formula, NearMiss, Outcome, Regime
from verify.evidence.kinds import KINDS
from verify.residuals.wrong import negated, scaled
from verify.runner import right_where

CATALOGUE = claims.catalogue()
FILES = claims.files()
each = pytest.mark.parametrize("id", CATALOGUE)


def module(path: Path) -> str:
    return f"verify.claims.{path.parent.name}.{path.stem}"


def test_every_file_is_a_claim_of_its_own() -> None:
    ids = [import_module(module(path)).claim.id for path in FILES]
    assert len(ids) == len(set(ids)) == len(CATALOGUE)
    assert set(ids) == set(CATALOGUE)


def test_two_claims_of_one_id_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (import_module(module(path)) for path in FILES[:2])
    monkeypatch.setattr(second, "claim", first.claim)
    with pytest.raises(ValueError, match=f"the claim id {first.claim.id} is taken already; give this claim an id of its own"):
        claims.catalogue.__wrapped__()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_claim_is_small_enough_to_read_at_once(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 40


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_file_is_named_after_its_claim(path: Path) -> None:
    squeeze = lambda text: re.sub(r"[^a-z0-9]", "", text.lower())  # noqa: E731
    id = import_module(module(path)).claim.id.split("-amended")[0]
    assert squeeze(path.stem).startswith(squeeze(id).rstrip("abcdefghijklmnopqrstuvwxyz")), (path.stem, id)


@each
def test_well_formed(id: str) -> None:
    claim = CATALOGUE[id]
    assert re.fullmatch(r"[A-Z]{2}-[A-Z]?[0-9]+(\.[0-9]+)*[a-zA-Z]?(-amended)?", id)
    assert claim.source.strip()
    assert claim.says.strip().endswith((".", "?"))
    assert claim.tests
    assert all(test.kind in KINDS and test.regimes for test in claim.tests)
    for test in claim.tests:
        names = [r.name for r in test.regimes]
        assert len(names) == len(set(names)), f"{test.kind} names one regime twice: records could not be told apart"
        assert all(r.size for r in test.regimes)


@each
def test_power_is_shown(id: str) -> None:
    """A claim expected to hold has near misses, each seen; a false one a repair, the claim that holds, and where it is right."""
    claim = CATALOGUE[id]
    kinds = {test.kind for test in claim.tests}
    if claim.expect is Outcome.HOLDS:
        assert claim.near_misses
    elif claim.expect is Outcome.REFUTED:
        assert claim.repairs
        assert claim.right_where
        assert claim.amended in CATALOGUE
        assert CATALOGUE[claim.amended].expect is Outcome.HOLDS
    for name, miss in claim.near_misses.items():
        blind = set(miss.unseen_by) if isinstance(miss, NearMiss) else set()
        assert kinds - blind, f"no evidence is asked to see near miss {name!r}"
        assert blind <= set(KINDS)
    for name, formula in {**claim.near_misses, **claim.repairs}.items():
        own = formula.formula if isinstance(formula, NearMiss) else formula
        assert own is not claim.formula, f"{name!r} is the claim itself"


def weighed(f: Formula) -> Formula:
    """f, its entries times 2, 3, 4 ... along the last axis."""

    def wrong(law: Law, *at: Any) -> Array:
        found = f(law, *at)
        return found * law.ar.array([j + 2 for j in range(found.shape[-1])] if np.ndim(found) else 2)

    return wrong


@pytest.mark.parametrize("id", [id for id in CATALOGUE if CATALOGUE[id].expect is Outcome.REFUTED])
def test_a_slip_in_the_formula_of_a_false_sentence_is_seen_where_the_formula_is_right(id: str) -> None:
    claim = CATALOGUE[id]
    slips = (weighed(claim.formula), scaled(claim.formula, F(1, 1000)), negated(claim.formula))
    assert all(r.outcome == Outcome.HOLDS for r in right_where(claim))
    assert any(r.outcome != Outcome.HOLDS for f in slips for r in right_where(replace(claim, formula=f)))


@each
def test_latex_can_be_drawn(id: str) -> None:
    claim = CATALOGUE[id]
    assert claim.latex.strip()
    MathTextParser("path").parse(f"${claim.latex}$")


def mixtures_of(claim: Claim) -> Iterator[tuple[str, list[Regime]]]:
    ar = arithmetic.float64()
    for test in claim.tests:
        if test.kind != "symbols":
            laws = [r.law(ar) for r in test.regimes]
            if laws and all(isinstance(law, Mixture) for law in laws):
                yield test.kind, laws


def anisotropic(law: Mixture) -> bool:
    """The source is no multiple of the identity, nor on a line, where there is nothing to tell."""
    S = law.S0
    return bool(np.abs(S - S[0, 0] * np.eye(len(S))).max() > 0)


# Claims about isotropic sources, where an anisotropic one makes the statement false.
ISOTROPIC_BY_STATEMENT = {"CD-4.6s", "FX-14"}


@each
def test_some_source_is_anisotropic(id: str) -> None:
    """A standard source hides transposed outer products and every curl. Networks are trained from standard sources only."""
    for kind, laws in mixtures_of(CATALOGUE[id]):
        if kind == "network":
            continue
        seen = any(anisotropic(law) for law in laws) or all(len(law.m0) == 1 for law in laws)
        assert seen or id in ISOTROPIC_BY_STATEMENT, f"{kind} looks at isotropic sources only"


def test_regimes_are_distinct_and_exact() -> None:
    named = {name: r for name, r in vars(regimes).items() if isinstance(r, Regime)}
    assert len({r.name for r in named.values()}) == len(named)
    for r in named.values():
        assert all(isinstance(t, (int, F)) and 0 <= t <= 1 for t in r.times), r.name
        assert all(isinstance(v, (int, F)) for p in r.points for v in p), r.name


def test_the_order_of_numbers() -> None:
    ids = ["CD-4.10", "CD-4.2", "CD-4.1e", "CD-4.1", "FX-2", "CD-B1", "FX-14", "FX-14b"]
    assert sorted(ids, key=claims.order) == ["CD-4.1", "CD-4.1e", "CD-4.2", "CD-4.10", "CD-B1", "FX-2", "FX-14", "FX-14b"]
