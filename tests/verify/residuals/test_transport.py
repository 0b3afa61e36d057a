"""Residuals of optimal transports, on targets known by hand: an affine map, a sphere; each sees a map that is not the gradient."""

from dataclasses import replace
from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.testing import assert_allclose

from analytic import arithmetic, manifold, proximal
from analytic.path import trigonometric
from verify.claim import Case
from verify.residuals import transport

AR = arithmetic.float64()
B, C = np.array([[2.0, 1.0], [1.0, 1.0]]), np.array([0.5, -1.0])
AFFINE = proximal.quadratic(AR, B.tolist(), C.tolist())
DISC = manifold.ball(AR, [0.0, 0.0], 1)  # K the disc: T(y) = y/|y|, h(y) = |y|
STARTS = AR.array([[1.0, 2.0], [-1.0, 0.5], [3.0, -1.0]])


def case(law: Any, t: float = 0.3, x: Any = STARTS) -> Case:
    return Case(AR, law, AR.array(t), x, F(t).limit_denominator(100))


def affine_denoiser(law: Any, t: Any, x: Any) -> Any:
    """x1 = B x0 + c with x = a x0 + b x1, by one linear system."""
    a, b, _, _ = law.path(AR, t)
    return (x - b * C) @ np.linalg.inv(a * np.eye(2) + b * B).T @ B + C


def direction(law: Any, t: Any, y: Any) -> Any:
    return y / np.linalg.norm(y, axis=-1, keepdims=True)


def test_what_is_recovered_along_a_path_is_its_end() -> None:
    for law in (AFFINE, replace(AFFINE, path=trigonometric)):
        assert_allclose(transport.recovered(affine_denoiser, case(law)), 0, atol=1e-13)
        assert abs(transport.recovered(lambda *at: affine_denoiser(*at) + 1e-6, case(law))).max() > 1e-7
    assert abs(transport.recovered(affine_denoiser, case(AFFINE))).max() < 1e-13
    assert abs(transport.recovered(lambda law, t, x: affine_denoiser(law, 1 - t, x), case(AFFINE))).max() > 0.01


def test_points_of_the_disc_that_are_extreme_along_y_touch_and_others_do_not() -> None:
    assert_allclose(transport.touching(direction, case(DISC)), 0, atol=1e-14)
    assert abs(transport.touching(lambda *at: 0.9 * direction(*at), case(DISC))[:, 0]).max() > 0.05  # inside: not extreme
    outside = transport.touching(lambda *at: 1.1 * direction(*at), case(DISC))
    assert outside[:, 1:].max() > 0.05  # outside of K: some z sees it
    turned = transport.touching(lambda law, t, y: direction(law, t, y)[:, ::-1], case(DISC))
    assert abs(turned).max() > 0.05


def test_preimages_under_the_map_of_the_disc_are_the_rays() -> None:
    """T(y) = x1 for every y = s x1, s > 0; x0 itself at s = |x0|."""
    ray = lambda law, s, x1: s * x1  # noqa: E731
    assert_allclose(transport.preimage(ray, case(DISC)), 0, atol=1e-14)
    found = transport.preimage(lambda law, s, x1: -s * x1, case(DISC))
    assert abs(found[:, 0]).max() > 1 and abs(found[:, 1]).max() > 1
    twice = transport.preimage(lambda law, s, x1: 2 * s * x1, case(DISC))
    assert abs(twice[:, 0]).max() < 1e-14 and abs(twice[:, 1]).max() > 1  # the ray is right, the point on it is not


def test_firm_vanishes_for_a_map_with_eigenvalues_up_to_one_over_b() -> None:
    """<M d, d> >= b |M d|^2 for symmetric M between 0 and 1/b."""
    for scale, holds in ((1.0, True), (1 / 0.3 - 1e-9, True), (1 / 0.3 + 1e-2, False), (-1.0, False)):
        found = transport.firm(lambda law, t, x, s=scale: s * x, case(AFFINE))
        assert (abs(found).max() < 1e-8) == holds
        assert found.shape == (3,)  # three pairs of three points
    assert transport.firm(affine_denoiser, case(AFFINE)).max() < 1e-13


def test_the_rescaled_slope_is_that_of_the_affine_flow() -> None:
    t, eye = 0.3, np.eye(2)
    slope = (1 - t) * (B - eye) @ np.linalg.inv((1 - t) * eye + t * B)
    found = transport.rescaled(AFFINE, AR.array(t), STARTS)
    assert_allclose(found, np.broadcast_to(slope, found.shape), rtol=1e-12)


def test_normals_and_tangents_split_the_identity() -> None:
    n = STARTS / np.linalg.norm(STARTS, axis=1, keepdims=True)
    across, along, all_ = (f(AFFINE, None, STARTS) for f in (transport.normal, transport.tangents, transport.everywhere))
    assert_allclose(across, -n[:, :, None] * n[:, None], rtol=1e-14)
    assert_allclose(across + along, np.stack([all_] * len(STARTS)), atol=1e-15)
    assert_allclose(all_, -np.eye(2))
    assert_allclose(np.einsum("nij,nj->ni", along, STARTS), 0, atol=1e-14)
    assert not np.allclose(np.einsum("nij,nj->ni", across, STARTS), 0)


def test_along_its_starts_the_speed_has_the_slope_of_the_velocity_times_that_of_the_flow() -> None:
    """T(y) = B y + C: the speed is (a' I + b' B) y + b' C, whatever the formula; the right Jacobian gives its slope."""
    right = lambda law, t, x: np.linalg.inv((1 - t) * np.eye(2) + t * B) @ (B - np.eye(2)) + 0 * x[..., None]  # noqa: E731
    speed, slope = transport.along_starts(right)
    at = AFFINE, AR.array(0.3), STARTS
    assert_allclose(speed(*at), STARTS @ (B - np.eye(2)) + C, atol=1e-13)
    assert_allclose(slope(*at), 0 * STARTS[..., None] + B - np.eye(2), atol=1e-13)
    _, wrong = transport.along_starts(lambda *at: 2 * right(*at))
    assert abs(wrong(*at) - (B - np.eye(2))).max() > 0.1


def test_lines_carry_a_standard_normal_to_the_law_that_they_were_made_for() -> None:
    """v(0, e) = mu + (R - I) e with R R^T = M, any such R; another mean, and another spread, are seen."""
    mu, M = np.array([1.0, 2.0]), np.array([[2.0, 1.0], [1.0, 2.0]])
    given = SimpleNamespace(law=None, of=SimpleNamespace(mean1=mu, cov1=M))
    for R in (np.linalg.cholesky(M), -np.linalg.cholesky(M)):
        right = lambda law, t, x, R=R: mu + x @ (R - np.eye(2)).T  # noqa: E731
        assert_allclose(transport.carried(right, case(given)), 0, atol=1e-14)
        assert_allclose(transport.carried(lambda *at, f=right: f(*at) + 0.5, case(given))[0], 0.5, rtol=1e-12)
        assert abs(transport.carried(lambda law, t, x, R=R: mu + x @ R.T, case(given))[1:]).max() > 0.1
