"""Along directions: as the Jacobians say in every arithmetic, for directions shared or each point's own, in blocks and whole."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
import torch

from analytic import arithmetic, directions, empirical, gaussian, mixture
from analytic.arithmetic import _blocks

numeric = pytest.mark.parametrize("ar", ["digits", "balls", "float64", "torch"], indirect=True)
I, S, T = [[1, 0], [0, 1]], [[2, 1], [1, 3]], [[1, F(1, 2)], [F(1, 2), 1]]
X = [[F(1, 2), F(1, 4)], [1, 2], [-1, F(1, 3)]]
SHARED, OWN = [[1, F(1, 4)], [F(-1, 2), 2]], [[[1, 0], [F(1, 4), 2]], [[0, 1], [3, 1]], [[2, 2], [1, F(-1, 3)]]]
TIMES = (F(1, 4), [F(1, 4), F(1, 2), F(3, 4)])


def laws(ar: Any) -> list[tuple[Any, Any]]:
    pair = gaussian.joint(ar, [0, 1], S, [1, 2], I, [[F(1, 2), 0], [F(1, 4), F(1, 8)]])
    return [(mixture, mixture.mixture(ar, [F(1, 4), F(3, 4)], [[0, 0], [1, 2]], [I, S], [1, 0], T)), (gaussian, pair)]


def times(ar: Any, M: Any, z: Any, spec: str = "...ij,...mj->...mi") -> Any:
    return np.einsum(spec, ar.floats(M), np.broadcast_to(np.array(z, float), (len(X), 2, 2)))


@numeric
@pytest.mark.parametrize("z", [SHARED, OWN])
@pytest.mark.parametrize("t", TIMES)
def test_the_jacobians_say_the_same(ar: Any, t: Any, z: Any) -> None:
    x = ar.array(X)
    for forms, law in laws(ar):
        J, H = forms.jacobian(law, t, x), forms.score_jacobian(law, t, x)
        assert ar.floats(directions.jvp(law, t, x, z)) == pytest.approx(times(ar, J, z), abs=1e-12)
        assert ar.floats(directions.vjp(law, t, x, z)) == pytest.approx(times(ar, J, z, "...ji,...mj->...mi"), abs=1e-12)
        assert ar.floats(directions.score_jvp(law, t, x, z)) == pytest.approx(times(ar, H, z), abs=1e-12)
        assert ar.floats(forms.divergence(law, t, x)) == pytest.approx(np.trace(ar.floats(J), axis1=-2, axis2=-1), abs=1e-12)


def test_autodiff_of_the_drift_says_the_same() -> None:
    ar = arithmetic.torch()
    x, z = ar.array(X), ar.array(OWN)
    for forms, law in laws(ar):

        def drift(x: Any, forms: Any = forms, law: Any = law) -> Any:
            return forms.drift(law, 0.3, x)

        for j in range(2):
            forward = torch.func.jvp(drift, (x,), (z[:, j],))[1]
            backward = torch.func.vjp(drift, x)[1](z[:, j])[0]
            assert torch.allclose(directions.jvp(law, 0.3, x, z)[:, j], forward, atol=1e-13)
            assert torch.allclose(directions.vjp(law, 0.3, x, z)[:, j], backward, atol=1e-13)


@pytest.mark.parametrize("d", [2, 9])
@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("per_point", [False, True])
def test_blocks_change_nothing(d: int, own: bool, per_point: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    random, ar = np.random.default_rng(d), arithmetic.float64()
    A = random.standard_normal((3, d, d))
    law = mixture.mixture(ar, [0.25, 0.25, 0.5], random.standard_normal((3, d)), A @ A.mT + np.eye(d))
    x, t = random.standard_normal((4, 50, d)), random.uniform(0.1, 0.9, (4, 50)) if per_point else 0.4
    z = random.standard_normal((4, 50, 3, d) if own else (3, d))
    of = (directions.jvp, directions.vjp, directions.score_jvp)
    whole = [f(law, t, x, z) for f in of]
    monkeypatch.setattr(_blocks, "DOUBLES", 1)
    monkeypatch.setattr(_blocks, "FEWEST", 7)
    for f, once in zip(of, whole, strict=True):
        assert once.shape == (4, 50, 3, d)
        assert f(law, t, x, z) == pytest.approx(once, rel=1e-11, abs=1e-11)
        assert f(law, t if not per_point else t[0, 0], x[0, 0], z if not own else z[0, 0]) == pytest.approx(once[0, 0], abs=1e-10)


@pytest.mark.parametrize("z", [[F(1), F(2)], [[1, 2, 3]], [OWN, OWN], [[[1, 2]]]])
def test_directions_at_the_door(z: Any) -> None:
    ar = arithmetic.float64()
    with pytest.raises(ValueError, match="z has shape"):
        directions.jvp(laws(ar)[0][1], 0.5, X, z)
    with pytest.raises(ValueError, match="z has shape"):
        empirical.jvp(empirical.cloud(ar, X), 0.5, X, z)


def test_a_cloud_has_a_jvp_of_its_own() -> None:
    with pytest.raises(TypeError, match=r"give a gaussian\.Pair or a mixture\.Mixture"):
        directions.jvp(empirical.cloud(arithmetic.float64(), X), 0.5, X, SHARED)
