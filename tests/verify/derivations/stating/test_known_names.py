"""The table of names: each says one thing, for every law."""

from collections import Counter

import pytest

from verify.derivations.stating.known_names import AMBIGUOUS, MEANING, TABLE, family, meaning_of, missing, written
from verify.regimes.laws import LAWS


def test_no_name_has_two_meanings() -> None:
    assert not [name for name, n in Counter(name for names in TABLE.values() for name in names).items() if n > 1]
    assert all(of in TABLE for readings in AMBIGUOUS.values() for of in readings)


@pytest.mark.parametrize("law", LAWS)
def test_every_name_is_a_meaning_of_the_law_or_none(law: str) -> None:
    for name in MEANING:
        for swapped in (False, True):
            assert meaning_of(name, law, swapped)[0] in {"", *TABLE, *LAWS[law].letters}


@pytest.mark.parametrize(
    ("name", "law", "swapped", "found"),
    [
        ("mu1", "mixture", False, ("means", 0)),
        ("mu1", "mixture", True, ("mean0", -1)),
        ("Lambda0", "mixture", True, ("precisions", -1)),
        ("Lambda_2", "mixture", False, ("precisions", 1)),
        ("sigma2", "mixture", False, ("vars", -1)),
        ("Sigma", "gaussian", False, ("cov1", -1)),
        ("Sigma", "gaussian", True, ("cov0", -1)),
        ("diagonal covs", "gaussian", False, ("diagonal cov1", -1)),
        ("weights", "gaussian", False, ("", -1)),
        ("X", "mixture", False, ("x", -1)),
        ("X", "gaussian", False, ("cross", -1)),
        ("nothing", "mixture", False, ("", -1)),
    ],
)
def test_what_a_name_means(name: str, law: str, swapped: bool, found: tuple[str, int]) -> None:
    assert meaning_of(name, law, swapped) == found


def test_ways_to_write_a_covariance_are_of_one_family() -> None:
    assert written("isotropic var0") == ("isotropic var", "0") and written("means") == ("", "")
    assert family("choleskys") == "covs" and family("precision1") == "cov1" and family("x") == "x"
    assert missing("mixture", ["x", "means", "choleskys"]) == ["weights", "mean0", "cov0"]
