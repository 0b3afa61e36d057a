"""A false sentence says where it stands; one that is false in a reading has the words that are read."""

from dataclasses import replace

import pytest

from verify.claim import Outcome, Standing
from verify.claims import catalogue

TRUE, FALSE = "CD-4.6", "CD-4.5"


@pytest.mark.parametrize(
    ("id", "change", "says"),
    [
        (FALSE, {"standing": None}, r"CD-4.5 expects REFUTED and its standing is None: .*PRINTED \(false as printed\), .*READ_SO"),
        (TRUE, {"standing": Standing.CONVERSE}, "CD-4.6 is not expected REFUTED, but its standing is CONVERSE: remove it"),
        (FALSE, {"standing": Standing.READ_SO}, "CD-4.5 is false if read so, but words is empty: quote there"),
        (FALSE, {"words": "'exactly'"}, r"""CD-4.5 has the words "'exactly'", but is no reading of them"""),
        (TRUE, {"words": "'exactly'"}, "but is no reading of them: give it Standing.READ_SO, or remove them"),
    ],
)
def test_a_standing_that_does_not_fit_is_refused(id: str, change: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        replace(catalogue()[id], **change)


def test_every_false_sentence_says_where_it_stands_and_every_reading_quotes() -> None:
    false = [c for c in catalogue().values() if c.expect is Outcome.REFUTED]
    assert {c.standing for c in false} == set(Standing)
    read = [c for c in false if c.standing is Standing.READ_SO]
    assert [c.id for c in read if not c.words.startswith("'") or c.words.count("'") < 2] == []
    assert [c.id for c in read if c.words.split("'")[1] in c.says + c.source] == []  # the reading is ours, and told apart


def test_a_converse_is_no_sentence_of_a_paper() -> None:
    converses = [c for c in catalogue().values() if c.standing is Standing.CONVERSE]
    assert [c.source for c in converses if not c.source.startswith(("converse of ", "derived here"))] == []
