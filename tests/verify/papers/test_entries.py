"""The 147 entries: each is decided by a claim, by a suite of trained networks, or is on the list of the undecided."""

import pytest

from verify import papers
from verify.claims import catalogue
from verify.papers.entries import decided, entries, entry_of, missing

IDS = tuple(catalogue())


def test_there_are_147_entries() -> None:
    assert len(entries()) == len(set(entries())) == 147


def test_every_entry_is_decided_or_says_why_not() -> None:
    assert set(missing(IDS)) == {statement.id for statement in papers.learned()}


def test_every_claim_decides_an_entry() -> None:
    assert [id for id in IDS if not entry_of(id)] == []


def test_a_claim_that_is_not_there_decides_nothing() -> None:
    assert "FX-21" in missing(id for id in IDS if id != "FX-21")
    assert decided(["CD-6.4t"])["CD-6.4b"] == ("CD-6.4t",)


def test_the_undecided_are_few_and_not_decided_elsewhere() -> None:
    found = decided(IDS)
    assert len(papers.undecided()) <= 5
    for u in papers.undecided():
        assert u.id in entries()
        assert not found[u.id]
        assert u.says.endswith(".")
        assert u.reason.endswith(".")
        assert u.by.endswith(".")


@pytest.mark.parametrize(
    ("id", "entry"),
    [
        ("CD-4.1e", "CD-4.1e"),
        ("CD-4.9a", "CD-4.9"),
        ("CD-5.3b-amended", "CD-5.3b"),
        ("CD-B2", "CD-B"),
        ("RF-1b", "RF-1b"),
        ("XX-1", ""),
    ],
)
def test_the_entry_of_a_claim(id: str, entry: str) -> None:
    assert entry_of(id) == entry


def test_more_names_claims_of_the_catalogue() -> None:
    assert {id for p in papers.catalogue() for ids in p.more.values() for id in ids} <= set(IDS)
