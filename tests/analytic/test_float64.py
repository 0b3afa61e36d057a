"""float64: any batch of points, the same bits every time, and as accurate as its condition numbers allow."""

import numpy as np
import pytest

from analytic import mixture as gm
from analytic.arithmetic import _blocks, float64

FIELDS = (
    "drift",
    "jacobian",
    "responsibilities",
    "responsibility_gradients",
    "score",
    "log_density",
    "denoiser",
    "blend",
    "divergence",
)


def mixture(K: int, d: int) -> gm.Mixture:
    rng = np.random.default_rng([K, d])
    A, S = rng.standard_normal((K, d, d)), rng.standard_normal((d, d))
    C, S0 = A @ A.mT / d + np.eye(d) / 4, S @ S.T / d + np.eye(d) / 4
    return gm.mixture(float64(), np.full(K, 1 / K), rng.standard_normal((K, d)), C, rng.standard_normal(d), S0)


@pytest.mark.parametrize("d", [2, _blocks.NARROW, 32])
@pytest.mark.parametrize("batch", [(), (1,), (0,), (2, 3), (2, 0), (2500,), (50, 50)])
@pytest.mark.parametrize("name", FIELDS)
def test_a_batch_is_its_points(d: int, batch: tuple[int, ...], name: str) -> None:
    rng, f, mix = np.random.default_rng(d), getattr(gm, name), mixture(3, d)
    x, t = 2 * rng.standard_normal((*batch, d)), rng.uniform(0.1, 0.9, batch)
    for time in (0.5, t):
        whole = f(mix, time, x)
        assert whole.shape[: len(batch)] == batch and type(whole) in (np.ndarray, np.float64)
        for i in list(np.ndindex(batch))[:: max(1, x.size // d // 5)]:
            one = f(mix, t[i] if np.ndim(time) else time, x[i])
            assert type(one) in (np.ndarray, np.float64)
            np.testing.assert_allclose(whole[i], one, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("K, d, N", [(3, 2, 20001), (10, 16, 1003), (4, 32, 700)])
@pytest.mark.parametrize("per_point", [False, True])
def test_the_same_bits_every_time(K: int, d: int, N: int, per_point: bool) -> None:
    rng, mix = np.random.default_rng(0), mixture(K, d)
    x, t = rng.standard_normal((N, d)), rng.uniform(0, 1, N) if per_point else 0.3
    u, J = gm.drift_and_jacobian(mix, t, x)
    for _ in range(5):
        again = gm.drift_and_jacobian(mix, t, x)
        assert (again[0] == u).all() and (again[1] == J).all()


@pytest.mark.parametrize("per_point", [False, True])
def test_one_point_in_a_large_batch_is_named(per_point: bool) -> None:
    x, t = np.zeros((20000, 2)), np.full(20000, 0.5) if per_point else 0.5
    x[15000, 1] = np.nan
    with pytest.raises(ValueError, match=r"x\[\(?15000, 1"):
        gm.drift(mixture(3, 2), t, x)
