"""The numbers of a mixture file mean the same to Table 4 and to a training, and what one refuses the other refuses."""

from fractions import Fraction as F
from pathlib import Path

import pytest

from learned import preset
from learned.data import Law, load
from tests.learned.tiny import tiny
from verify.suites.table4 import reading

TRAINED = """
about = "a mixture file as the data of a training"
network = {{ kind = "mlp", hidden = 8 }}
optimiser = {{ steps = 4, batch = 8, lr = 1e-3 }}
[data]
kind = "mixture"
{}
"""
NUMBERS = {
    "ints and fractions": 'weights = ["1/3", "2/3"]\nmeans = [[2], ["-1/7"]]\ncovs = [[[1]], [["3/2"]]]',
    "decimals": "weights = [0.3, 0.7]\nmeans = [[2.0, -0.1], [1e-3, 1]]\ncovs = [[[1.1, 0.3], [0.3, 1]], [[2, 0.5], [0.5, 1]]]",
    "text": 'weights = [" 0.25", "3/4 "]\nmeans = [["+.5"], ["2e-3"]]\ncovs = [[["1."]], [["0.55"]]]',
    "floats that sum to one": "weights = [0.3333333333333333, 0.6666666666666666]\nmeans = [[0], [1]]\ncovs = [[[1]], [[1]]]",
}
REFUSED = {
    "no sum of one": "weights = [0.3, 0.6]\nmeans = [[0], [1]]\ncovs = [[[1]], [[1]]]",
    "a negative weight": "weights = [1.5, -0.5]\nmeans = [[0], [1]]\ncovs = [[[1]], [[1]]]",
    "a word": 'weights = [1]\nmeans = [["a"]]\ncovs = [[[1]]]',
    "a division by zero": 'weights = [1]\nmeans = [["1/0"]]\ncovs = [[[1]]]',
    "not a number": "weights = [1]\nmeans = [[nan]]\ncovs = [[[1]]]",
    "true": "weights = [1]\nmeans = [[true]]\ncovs = [[[1]]]",
    "underscores": 'weights = [1]\nmeans = [["1_0"]]\ncovs = [[[1]]]',
    "too large": "weights = [1]\nmeans = [[1e151]]\ncovs = [[[1]]]",
    "no covariance": "weights = [1]\nmeans = [[0, 0]]\ncovs = [[[1, 2], [2, 1]]]",
    "one covariance of two": "weights = [0.5, 0.5]\nmeans = [[0], [1]]\ncovs = [[[1]]]",
}


def files(folder: Path, numbers: str) -> tuple[Path, Path]:
    mine, trained = folder / "mine.toml", folder / "trained.toml"
    mine.write_text(numbers, encoding="utf-8")
    trained.write_text(TRAINED.format(numbers), encoding="utf-8")
    return mine, trained


@pytest.mark.parametrize("name", NUMBERS)
def test_a_file_of_table_4_is_a_law_to_train_on_with_the_same_numbers(tmp_path: Path, name: str) -> None:
    mine, trained = files(tmp_path, NUMBERS[name])
    instance, read = reading.load(mine), preset.read(trained)
    law = load(read.data)
    assert isinstance(law, Law)
    assert law.parameters == {"weights": instance.weights, "means": instance.means, "covs": instance.covs}
    assert preset.of(preset.table(read)) == read


@pytest.mark.parametrize("name", REFUSED)
def test_what_table_4_refuses_is_refused_by_a_training(tmp_path: Path, name: str) -> None:
    mine, trained = files(tmp_path, REFUSED[name])
    with pytest.raises(ValueError):
        reading.load(mine)
    with pytest.raises(ValueError):
        load(preset.read(trained).data)


def test_a_decimal_in_a_preset_is_the_number_that_is_written(tmp_path: Path) -> None:
    read = preset.read(files(tmp_path, NUMBERS["decimals"])[1], ["data.weights=[0.1, 0.9]"])
    law = load(read.data)
    assert isinstance(law, Law)
    assert law.parameters["weights"] == [F(1, 10), F(9, 10)]
    assert read.optimiser.lr == 1e-3 and type(read.optimiser.lr) is float


def test_the_committed_presets_keep_their_numbers() -> None:
    assert tiny().optimiser.lr == 0.01
    assert preset.read("mixture-2d").optimiser.ema == 0.995
