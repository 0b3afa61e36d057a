"""Presets: every committed one is whole; unknown keys, wrong types and values meet an error that names the fix."""

from pathlib import Path

import pytest

from learned import data, networks, preset
from tests.learned.tiny import tiny, write_toml

SMALL = {"gauss-1d-standard", "gauss-1d", "gauss-2d", "mixture-2d", "mnist-fives", "celeba-flow", "celeba-classifier"}
SHAPES = {"mnist": (1, 28, 28), "celeba": (3, 64, 64)}


def test_the_presets_are_there() -> None:
    kinds = ("gauss-1d", "gauss-2d", "mnist-fives", "celeba-flow", "celeba-attention", "celeba-classifier")
    assert {*SMALL, *(f"paper-{kind}" for kind in kinds)} <= set(preset.names())


@pytest.mark.parametrize("name", preset.names())
def test_each_is_whole_and_says_what_it_is(name: str) -> None:
    p = preset.read(name)
    assert p.name == name
    assert len(p.about) > 20
    assert preset.of(preset.table(p)) == p


@pytest.mark.parametrize("name", sorted(SMALL))
def test_the_small_ones_build_their_network(name: str) -> None:
    import torch

    p = preset.read(name)
    shape = SHAPES.get(p.data["kind"]) or data.load(p.data).shape
    with torch.random.fork_rng(devices=[]):
        built = networks.build(p.network, shape)
    assert sum(a.numel() for a in built.parameters()) * (2 if p.run.export == "float16" else 4) < 9e6  # bytes, of the 12e6 of all


def test_paper_presets_have_the_numbers_of_tables_2_and_3() -> None:
    p = preset.read("paper-mnist-fives")
    assert (p.network["base"], p.network["time"], p.data["black"]) == (64, 256, 0)
    assert (p.network["multipliers"], p.network["decoder"]) == ([1, 2, 4, 8, 8], [4, 2, 1, 1])  # the published code's, CD-5.4
    assert (p.optimiser.steps, p.optimiser.batch, p.optimiser.lr) == (10001, 64, 2e-4)
    p = preset.read("paper-mnist-fives-printed")
    assert (p.network["multipliers"], p.network.get("decoder"), p.network.get("bilinear")) == ([1, 2, 4, 8, 16], None, None)
    assert p.optimiser == preset.read("paper-mnist-fives").optimiser and p.data == preset.read("paper-mnist-fives").data
    p = preset.read("celeba-resnet50")
    rounds = p.optimiser.steps * p.optimiser.batch / 24_152  # training faces at 64 x 64
    assert 20 <= rounds < 20.01 and p.optimiser.lr == preset.read("paper-celeba-classifier").optimiser.lr
    p = preset.read("paper-celeba-attention")
    assert (p.network["multipliers"], p.network["attention"]) == ([1, 1, 2, 2, 4], [8, 16, 32])
    assert (p.optimiser.steps, p.optimiser.batch) == (400001, 128)


def test_overrides_are_typed_by_the_field() -> None:
    p = preset.read("mnist-fives", ["optimiser.steps=100", "optimiser.lr=1", "network.norm=batch", "run.compile=true", "seed=7"])
    assert (p.optimiser.steps, p.optimiser.lr, p.network["norm"], p.run.compile, p.seed) == (100, 1.0, "batch", True, 7)
    assert isinstance(p.optimiser.lr, float)
    assert p.overrides[0] == "optimiser.steps=100"
    assert preset.read("mnist-fives", ["optimiser.steps=1e3"]).optimiser.steps == 1000


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ("optimiser.step=100", r"unknown key 'optimiser.step'.*steps"),
        ("optimizer.steps=100", r"unknown key 'optimizer'.*optimiser"),
        ("optimiser.steps=ten", r"optimiser.steps = 'ten', but it must be a whole number"),
        ("optimiser.steps=1.5", r"must be a whole number"),
        ("optimiser.steps=true", r"must be a whole number"),
        ("optimiser.steps=0", r"must be above 0"),
        ("optimiser.lr=nan", r"must be above 0"),
        ("optimiser.lr=inf", r"finite"),
        ("optimiser.ema=1", r"\[0, 1\)"),
        ("optimiser.betas=[0.9]", r"both optimiser.betas"),
        ("optimiser.clip=-1", r"0 or larger"),
        ("loss.target=noise", r"loss.target = 'noise'.*velocity, x1, x0"),
        ("run.compile=1", r"true or false"),
        ("network=3", r"must be a table"),
        ("optimiser=3", r"must be a table"),
        ("optimiser.steps", r"write key=value"),
        ("seed.x=3", r"a whole number"),
        ("name.x=3", r"must be a word"),
    ],
)
def test_what_cannot_be_meant_is_refused(override: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        preset.read("mnist-fives", [override])


def test_a_group_that_is_a_value_has_no_keys(tmp_path: Path) -> None:
    path = write_toml(tmp_path / "a.toml")
    with pytest.raises(ValueError, match="seed is no table"):
        preset.read(path, ["seed.x=3"])


def test_unknown_names_and_broken_files(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no preset 'mnist-five'.*mnist-fives"):
        preset.read("mnist-five")
    with pytest.raises(ValueError, match="no preset"):
        preset.read(tmp_path / "absent.toml")
    path = tmp_path / "broken.toml"
    path.write_text("[optimiser", encoding="utf-8")
    with pytest.raises(ValueError, match="is not TOML"):
        preset.read(path)
    path.write_text('about = "no optimiser"\nnetwork = {}\ndata = {}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="optimiser is missing"):
        preset.read(path)


def test_a_file_reads_as_its_table(tmp_path: Path) -> None:
    assert preset.read(write_toml(tmp_path / "tiny.toml")) == tiny()
