"""Sharded over processes or cut into chunks, a sample is the same numbers."""

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from learned import dependence as dep
from learned import flow

ROOT = Path(__file__).resolve().parents[3]
WEIGHT = torch.from_numpy(np.random.default_rng(0).standard_normal((6, 3)))


def curved(x: torch.Tensor) -> torch.Tensor:
    return torch.tanh(x.flatten(1) @ WEIGHT) + x.flatten(1)[:, :3] ** 2


def sample(index: Any, k: int = 2, seed: int = 3, chunk: int = 8) -> dep.Sample:
    return dep.measure(dep.forward(curved), dep.reverse(curved), seed, index, (2, 3), k, chunk=chunk)


def equal(a: dep.Sample, b: dep.Sample) -> bool:
    return all(np.array_equal(getattr(a, f.name), getattr(b, f.name)) for f in fields(dep.Sample))


@pytest.mark.parametrize("world", [1, 2, 3, 7])
def test_shards_share_out_every_point_once(world: int) -> None:
    for n, chunk in ((50, 1), (50, 8), (3, 8), (64, 16)):
        parts = [list(dep.shards(n, world, rank, chunk)) for rank in range(world)]
        assert [i for part in parts for i in part] == list(range(n))
        assert all(part[0] % chunk == 0 for part in parts if part)


def test_one_process_is_three_shards_to_the_last_bit() -> None:
    whole = sample(range(50))
    parts = [sample(dep.shards(50, 3, rank, 8)) for rank in (2, 0, 1)]
    assert equal(dep.merge(parts), whole)
    together, apart = (dep.bootstrap(s.w, resamples=50) for s in (whole, dep.merge(parts)))
    assert np.array_equal(together.low, apart.low)
    assert not equal(sample(range(50), seed=4), whole)


def test_a_point_and_its_directions_depend_on_the_seed_and_its_number_only() -> None:
    x0, z = dep.draw(5, range(10), (2, 3), 4)
    again, directions = dep.draw(5, [7, 2], (2, 3), 2)
    assert np.array_equal(again, x0[[7, 2]]) and np.array_equal(directions, z[:2, [7, 2]])
    assert abs(np.corrcoef(x0.ravel(), z[0].ravel())[0, 1]) < 0.5 and not np.array_equal(x0[0], x0[1])
    many = dep.draw(6, range(2000), (3,), 1)
    pooled = np.concatenate([a.ravel() for a in many])
    assert abs(pooled.mean()) < 4 / np.sqrt(12_000) and abs(pooled.var() - 1) < 4 * np.sqrt(2 / 12_000)


def test_forward_and_reverse_are_one_jacobian() -> None:
    found = sample(range(20), k=3, chunk=20)
    x0, z = (torch.from_numpy(a) for a in dep.draw(3, range(20), (2, 3), 3))
    J = torch.stack([torch.func.jacrev(lambda x: curved(x[None])[0])(x).flatten(1) for x in x0]).numpy()
    assert np.allclose(found.w, np.einsum("nid,knd->nki", J, z.flatten(2).numpy()), rtol=1e-12)
    assert np.allclose(found.gram, J @ J.swapaxes(1, 2), rtol=1e-12)
    assert np.allclose(found.length, np.linalg.norm(z.flatten(2).numpy(), axis=-1).T)
    assert np.allclose(found.y, curved(x0).numpy())


def test_through_a_flow_is_the_chain_rule() -> None:
    """The exact flow between Gaussians, seen through a curved map: J = features'(y) sqrt(S) in closed form."""
    from analytic import arithmetic, mixture

    law = mixture.mixture(arithmetic.torch(torch.float64), [1], [[1, 0]], [[[4, 0], [0, 1]]])
    push, pull = dep.through(flow.field_of(law), torch.tanh, steps=60, method="rk4")
    found = dep.measure(push, pull, 3, range(6), (2,), 3)
    x0, z = dep.draw(3, range(6), (2,), 3)
    end = x0 * [2, 1] + [1, 0]
    J = (1 - np.tanh(end) ** 2)[:, :, None] * np.diag([2, 1])
    assert np.allclose(found.y, np.tanh(end), atol=1e-6)
    assert np.allclose(found.w, np.einsum("nij,knj->nki", J, z), atol=1e-6)
    assert np.allclose(found.gram, J @ J.swapaxes(1, 2), atol=1e-6)


def test_chunks_change_nothing_but_rounding() -> None:
    small, large = sample(range(30), chunk=4), sample(range(30), chunk=30)
    assert np.allclose(small.w, large.w, rtol=1e-12, atol=1e-14) and np.array_equal(small.length, large.length)


def test_gather_without_a_group_is_the_sample_itself() -> None:
    one = sample(range(4))
    assert dep.gather(one) is one


PROGRAM = """
import pathlib, numpy, torch
torch.distributed.init_process_group("gloo")
from tests.learned.dependence.test_sampling import dep, equal, sample
rank, world = torch.distributed.get_rank(), torch.distributed.get_world_size()
mine = sample(dep.shards(50, world, rank, 8))
assert world == 2 and len(mine.index) < 50
assert equal(dep.gather(mine), sample(range(50)))
pathlib.Path(__file__).with_name(f"the same on {rank}").touch()
torch.distributed.barrier()
torch.distributed.destroy_process_group()
"""


def test_two_processes_under_torchrun(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2", str(tmp_path / "program.py")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=600)
    assert done.returncode == 0, done.stderr
    assert {p.name for p in tmp_path.glob("the same on *")} == {"the same on 0", "the same on 1"}


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: dep.shards(10, 2, 2), "rank 2 of 2"),
        (lambda: sample([], 1), "0 source points"),
        (lambda: sample(range(3), 0), "k = 0"),
        (lambda: dep.merge([sample(range(4)), sample(range(3, 5))]), "source point 3 is in two parts"),
        (lambda: dep.merge([sample(range(4)), dep.measure(dep.forward(curved), None, 3, [9], (2, 3), 2)]), "in the same way"),
        (lambda: dep.merge([]), "0 parts"),
    ],
)
def test_bad_input(call: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()
