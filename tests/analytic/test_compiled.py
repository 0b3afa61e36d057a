"""float64 compiled by JAX: the answers of float64 to rounding, its refusals, and no trace of it in JAX's own settings."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from analytic import directions, gaussian, mixture, path
from analytic.arithmetic import SingularCovariance, balls, compiled, float64
from tests.analytic import test_float64

jax = pytest.importorskip("jax", reason="pip install jax")

PAIR = {"mean0": [0, 1], "cov0": [[2, 1], [1, 2]], "mean1": [1, 0], "cov1": [[1, 0], [0, 3]], "cross": [[0.5, 0.1], [0, 0.3]]}
OF_PAIRS = ("drift", "jacobian", "divergence", "score", "score_jacobian", "log_density", "denoiser", "noise")
OF_MIXTURES = (*test_float64.FIELDS, "noise", "score_jacobian", "residual_covariance", "denoiser_covariance")
Law = Any


def laws(module: Any, d: int = 2, over: path.Path = path.linear) -> tuple[Law, Law]:
    """The same law in float64 and compiled."""
    if module is gaussian:
        return gaussian.joint(float64(), **PAIR, path=over), gaussian.joint(compiled(), **PAIR, path=over)
    m = test_float64.mixture(3, d)
    return tuple(mixture.mixture(ar, m.w, m.m, m.C, m.m0, m.S0, over) for ar in (float64(), compiled()))  # type: ignore[return-value]


def points(N: int, d: int, per_point: bool) -> tuple[Any, Any]:
    rng = np.random.default_rng([N, d])
    return (rng.uniform(0.1, 0.9, N) if per_point else 0.4), 2 * rng.standard_normal((N, d))


def close(a: Any, b: Any) -> bool:
    return bool(a.shape == b.shape and (abs(a - b) <= 2e-13 * abs(b).max()).all())


@pytest.mark.parametrize("per_point", [False, True])
@pytest.mark.parametrize(("module", "name"), [*((mixture, n) for n in OF_MIXTURES), *((gaussian, n) for n in OF_PAIRS)])
def test_what_float64_answers(module: Any, name: str, per_point: bool) -> None:
    plain, fast = laws(module)
    t, x = points(700, 2, per_point)
    asked = getattr(module, name)
    assert close(asked(fast, t, x), asked(plain, t, x))
    assert not close(asked(fast, t + 1e-10, x), asked(plain, t, x))


@pytest.mark.parametrize("d", [2, 16, 40])
@pytest.mark.parametrize("N", [2, 3, 511, 512, 513, 1300])
def test_any_number_of_points(d: int, N: int) -> None:
    plain, fast = laws(mixture, d)
    t, x = points(N, d, per_point=True)
    for found, expected in zip(mixture.drift_and_jacobian(fast, t, x), mixture.drift_and_jacobian(plain, t, x), strict=True):
        assert close(found, expected) and not found.flags.writeable


def test_batches_of_any_shape_and_single_points() -> None:
    plain, fast = laws(mixture)
    t, x = points(60, 2, per_point=True)
    for shape in ((3, 20), (2, 5, 6), (60, 1)):
        many = t.reshape(shape), x.reshape(*shape, 2)
        assert close(mixture.jacobian(fast, *many), mixture.jacobian(plain, *many))
    assert (mixture.jacobian(fast, 0.4, x[0]) == mixture.jacobian(plain, 0.4, x[0])).all()
    assert mixture.jacobian(fast, 0.4, x[:0]).shape == (0, 2, 2)


def test_arguments_beside_the_points() -> None:
    plain, fast = laws(mixture)
    t, x = points(300, 2, per_point=False)
    z = np.random.default_rng(1).standard_normal((300, 3, 2))
    for name in ("jvp", "vjp", "score_jvp"):
        for given in (z, z[0]):
            assert close(*(getattr(directions, name)(law, t, x, given) for law in (fast, plain)))
    for k in (0, 2):
        assert close(*(mixture.jacobian_do(law, t, x, k=k) for law in (fast, plain)))
        assert close(*(mixture.jacobian_do(law, t, x, k) for law in (fast, plain)))
    for wrong in (True, 3, [0], np.array([0, 1])):
        for law in (fast, plain):
            with pytest.raises((TypeError, ValueError), match="component"):
                mixture.jacobian_do(law, t, x, wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("over", [path.trigonometric, path.variance_preserving, path.shifted, path.backward(path.linear)])
def test_other_paths(over: path.Path) -> None:
    for module in (mixture, gaussian):
        plain, fast = laws(module, over=over)
        for per_point in (False, True):
            assert close(*(module.drift(law, *points(200, 2, per_point)) for law in (fast, plain)))


def test_a_path_that_cannot_be_traced_is_answered_by_float64() -> None:
    def late(ar: Any, t: Any) -> Any:
        return path.linear(ar, t) if np.max(t) > 0.5 else path.trigonometric(ar, t)

    plain, fast = laws(mixture, over=late)
    t, x = points(200, 2, per_point=True)
    assert (mixture.drift(fast, t, x) == mixture.drift(plain, t, x)).all()


def test_certified_balls_say_the_same() -> None:
    rng, ar = np.random.default_rng(3), balls(256)
    w, m = [0.25, 0.75], rng.integers(-3, 4, (2, 2)).astype(float)
    C = np.array([[[2.0, 1], [1, 1]], [[1, 0], [0, 3]]])
    x, t = rng.integers(-8, 9, (6, 2)) / 4, 0.375
    with ar.scope():
        exact = mixture.jacobian(mixture.mixture(ar, *(_whole(a) for a in (w, m, C))), _whole(t), _whole(x))
        exact = np.array([float(e.mid()) for e in exact.flat]).reshape(exact.shape)
    assert close(mixture.jacobian(mixture.mixture(compiled(), w, m, C), t, x), exact)


def _whole(a: Any) -> Any:
    return np.vectorize(Fraction, otypes=[object])(np.asarray(a)).tolist()


@pytest.mark.parametrize("per_point", [False, True])
def test_singular_covariances_are_refused_as_in_float64(per_point: bool) -> None:
    x, t = np.zeros((2000, 2)), np.full(2000, 0.5) if per_point else 0.5
    for law in (mixture.mixture(ar, [1], [[0, 0]], [[[1, 0], [0, 0]]]) for ar in (float64(), compiled())):
        assert mixture.drift(law, t, x).shape == x.shape
        end = np.where(np.arange(2000) == 1777, 1.0, t) if per_point else 1.0
        with pytest.raises(SingularCovariance):
            mixture.drift(law, end, x)
    with pytest.raises(ValueError, match="outside"):
        mixture.drift(laws(mixture)[1], t + 1, x)
    with pytest.raises(ValueError, match="must be d = 2"):
        mixture.drift(laws(mixture)[1], t, np.zeros((2000, 3)))


def test_jax_is_left_as_it_was() -> None:
    before = jax.config.jax_enable_x64
    mixture.drift(laws(mixture)[1], *points(50, 2, per_point=False))
    assert jax.config.jax_enable_x64 == before
    assert repr(compiled()) == "float64, compiled"
