"""Any pair of features asked of what was measured: the recorded numbers come out, other digits say what is missing, doors."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from tests.verify.suites.test_catalogue import recorded
from verify import cli
from verify.papers.causality_delta import labels
from verify.suites.celeba import pair as faces
from verify.suites.celeba import tables
from verify.suites.celeba.attributes import PAIR
from verify.suites.celeba.kinds import Estimate as OfFaces
from verify.suites.celeba.kinds import Kind as KindOfFaces
from verify.suites.mnist import measurement as fives
from verify.suites.mnist import pair as digits
from verify.suites.mnist.kinds import Estimate
from verify.suites.mnist.kinds import Kind as KindOfDigits


def by_name(table: Any) -> dict[str, list[Any]]:
    return {row[0]: row[1:] for row in table.rows}


def test_the_published_attributes_come_out_as_recorded() -> None:
    names = [labels.names()[i] for i in PAIR]
    found = by_name(faces.asked({"pair": [names[0].lower(), names[1].upper()]}))
    was = {r["what"]: r for r in tables.own(recorded("celeba")) if r["kind"] == KindOfFaces.TABLE6}
    for what in (OfFaces.WIGGLES, OfFaces.LOGITS):
        assert found[what][:3] == pytest.approx([was[what][k] for k in ("value", "low", "high")], rel=1e-5)
    assert found[OfFaces.PREDICTIONS][0] is None and found[OfFaces.PREDICTIONS][-1] == 640  # no sample has one of the two
    assert found[OfFaces.LABELS][0] == pytest.approx(was[OfFaces.LABELS]["value"], rel=1e-5)


def test_the_published_pixels_come_out_as_recorded() -> None:
    found = by_name(digits.asked({"pixels": ["8,15", "8,14"]}))
    own = (r for r in recorded("mnist") if r["kind"] == KindOfDigits.TABLE5 and r["model"] == fives.NAME)
    was = {r["estimate"]: r for r in own if "[8,14]" in r["reading"]}
    for what in (Estimate.WIGGLES, Estimate.SAMPLES):
        assert found[what][0] == pytest.approx(was[what]["value"], rel=1e-3)
        low, high = found[what][1:3]
        assert low < was[what]["low"] < found[what][0] < was[what]["high"] < high + 0.01  # blocks resolve less than points
    assert found[Estimate.TRAIN][0] == pytest.approx(was[Estimate.TRAIN]["value"], rel=1e-5)
    assert by_name(digits.asked({"pixels": ["0,0", "0,1"]}))[Estimate.TEST] == [None, None, None, 892]


def test_other_pixels_are_measured_and_other_digits_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(0).standard_normal((6, 2, 784))
    monkeypatch.setattr(fives, "sample", lambda index, rows: SimpleNamespace(y=draw[: len(index), 0], w=draw[: len(index)]))
    x = torch.from_numpy(np.random.default_rng(1).integers(0, 256, (9, 1, 28, 28), dtype=np.uint8))
    monkeypatch.setattr(digits, "mnist", lambda split, digits: SimpleNamespace(x=x[: 4 + digits[0]]))
    five, three = (digits.asked({"pixels": ["8,14", "20,15"], "points": 6} | d) for d in ({}, {"digit": 3}))
    a, b = (draw[:, :, 28 * i + j].ravel() for i, j in ((8, 14), (20, 15)))
    assert by_name(five)[Estimate.WIGGLES][0] == pytest.approx(a @ b / np.sqrt(a @ a * (b @ b)))
    assert [row[0] for row in three.rows] == [Estimate.TRAIN, Estimate.TEST]
    p, q = (x[:7, 0, i, j].double().numpy() for i, j in ((8, 14), (20, 15)))
    assert three.rows[0][1] == pytest.approx(np.corrcoef(p, q)[0, 1]) and three.rows[0][-1] == 7
    assert "not run" in three.caption and "data.digits=[3]" in three.caption and "not run" not in five.caption


WRONG = {
    "misspelt attribute": ("celeba --pair Smilng Male", "'Smilng' is no attribute of CelebA: use Smiling"),
    "attribute like no other": ("celeba --pair @ Male", "use 5_o_Clock_Shadow, Arched_Eyebrows"),
    "one attribute twice": ("celeba --pair Male male", "an attribute correlates with itself; name two"),
    "pixels of faces": ("celeba --pixels 1,2 3,4", "ask --pair ATTRIBUTE ATTRIBUTE"),
    "attributes of digits": ("mnist-fives --pair Male Smiling", "ask --pixels ROW,COLUMN ROW,COLUMN"),
    "a digit and no pixels": ("mnist-fives --digit 3", "ask --pixels ROW,COLUMN ROW,COLUMN"),
    "pixel outside": ("mnist-fives --pixels 8,14 8,28", "--pixels '8,28': give row,column, each from 0 to 27, e.g. 8,14"),
    "pixel of words": ("mnist-fives --pixels 8:14 8,15", "--pixels '8:14': give row,column"),
    "one pixel twice": ("mnist-fives --pixels 8,14 08,14", "a pixel correlates with itself; name two"),
    "digit": ("mnist-fives --pixels 8,14 8,15 --digit 10", "--digit 10: give 0 to 9"),
    "one point": ("mnist-fives --pixels 8,14 9,15 --points 1", "--points 1: give 2 or more source points"),
    "no measurement": ("moons --pair a b", "of 'moons' no pair can be asked: use mnist-fives or celeba"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_question_is_told_what_would_be_right(capsys: pytest.CaptureFixture[str], name: str) -> None:
    words, said = WRONG[name]
    assert cli.main(["measure", *words.split()]) == 2
    assert said in capsys.readouterr().err


def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["measure", "mnist-fives", "--pixels", "8,14", "8,15"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["of", "correlation", "95", "%", "from", "to", "n"] and len(lines) == 6
    assert lines[1].startswith("S by wiggles  0.5662") and lines[-1].endswith("of the digit 5.")
