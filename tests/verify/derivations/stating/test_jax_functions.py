"""Functions in jax, under its transformations; skipped where it is not installed: pip install jax."""

from typing import Any

import pytest

from tests.verify.derivations.samples import settled
from tests.verify.derivations.stating.climbed import stands
from verify import as_derivation

jax = pytest.importorskip("jax", reason="pip install jax")
jnp = jax.numpy


def score(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    return -jnp.linalg.solve((1 - t) ** 2 * jnp.eye(len(mu)) + t**2 * Sigma, (x - t * mu).T).T


def log_density(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    S, e = (1 - t) ** 2 * jnp.eye(len(mu)) + t**2 * Sigma, x - t * mu
    return -(jnp.linalg.slogdet(2 * jnp.pi * S)[1] + e @ jnp.linalg.solve(S, e)) / 2


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_compiled_function_is_called_in_its_precision(dtype: str) -> None:
    before = jax.config.jax_enable_x64
    f = jax.jit(score)
    assert settled(f, "score", "mixture", dtype=dtype).formula.style.library == "jax"  # type: ignore[attr-defined]
    assert stands(f, dtype=dtype) and not stands(jax.jit(lambda x, t, mu, Sigma: score(x, t**2, mu, Sigma)), dtype=dtype)
    assert jax.config.jax_enable_x64 == before


def test_gradients_and_maps_are_called_by_position() -> None:
    over = (0, None, None, None)
    assert stands(jax.jit(jax.vmap(jax.grad(log_density), in_axes=over)))
    assert not stands(jax.jit(jax.vmap(jax.grad(lambda x, t, mu, Sigma: log_density(x, t, mu, 2 * Sigma)), in_axes=over)))


def test_a_function_is_handed_all_parameters_at_once() -> None:
    f = jax.jit(lambda x, t, params: score(x, t, params.mu, params["Sigma"]))
    assert as_derivation(f, "score", library="jax").needs == {"standard source", "K=1"}
    assert stands(f, library="jax")
