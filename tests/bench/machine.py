"""What the times depend on: versions, thread counts as set, and cores as measured on one matrix product in each library."""

import os
from importlib.util import find_spec
from typing import Any

import numpy as np
import torch

from analytic.arithmetic import _blocks
from learned.files.versions import versions
from tests import measured
from tests.bench.clock import busy

LIBRARIES = ("numpy", "torch", "jax")
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def about(part: str) -> dict[str, Any]:
    """The first record of a part."""
    threads: dict[str, Any] = {name: os.environ.get(name, "unset") for name in THREADS}
    threads |= {"workers": _blocks.cores(), "torch": torch.get_num_threads()}
    return measured.about(part, cores=os.cpu_count(), versions=versions(LIBRARIES), threads=threads, busy=cores_busy())


def cores_busy() -> dict[str, float]:
    A = np.random.default_rng(0).standard_normal((1500, 1500))
    T = torch.as_tensor(A)
    calls = {"numpy": lambda: A @ A, "torch": lambda: T @ T}
    if find_spec("jax"):
        import jax

        jax.config.update("jax_enable_x64", True)
        X = jax.numpy.asarray(A)
        calls["jax"] = lambda: jax.block_until_ready(X @ X)
    return {name: round(busy(call), 1) for name, call in calls.items()}
