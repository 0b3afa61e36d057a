"""Proximal points of random ellipsoids and segments, thin ones too: within the bound derived, or an error.

x = Q w, (Q + m I) w = z, x.Q^-1 x = 1. Solving moves w by (Q + m I)^-1 E w, |E| <= c u |Q + m I|, so x by c u |Q| |w| and what
m moves: m is off by c u ((|Q + m I| |w|^2 + 1)/D + m), D = w.(Q + m I)^-1 x, which moves x by |(Q + m I)^-1 x| each.
"""

from fractions import Fraction as Q
from typing import Any

import numpy as np
import pytest
import torch

from analytic import atoms, manifold, proximal
from analytic.arithmetic import balls, digits, float64
from analytic.arithmetic import torch as torch_arithmetic

C, SINGLE, EXACT = 8, torch_arithmetic(torch.float32), balls()
UNITS = [(float64(), 2.0**-52), (torch_arithmetic(), 2.0**-52), (SINGLE, 2.0**-23)]
NAMES = ["float64", "torch", "torch float32"]


@pytest.mark.parametrize(("ar", "thin"), [(float64(), Q(1, 2000)), (torch_arithmetic(), Q(1, 2000)), (SINGLE, Q(1, 20))], ids=NAMES)
def test_a_thin_ellipse(ar: Any, thin: Q) -> None:
    """Near its right end, (-1, x_2), x_2 = q z_2/(q + m) with m = |z_1| - 1 to order q; on the ellipse to rounding."""
    law = manifold.ellipsoid(ar, [[1, 0], [0, float(thin**2)]])
    x = np.asarray(proximal.denoiser(law, 0.5, [[-6.98, -0.656]]), dtype=float)[0]
    u, q = 2.0**-23 if ar is SINGLE else 2.0**-52, float(thin**2)
    assert abs(x[0] + 1) < q and x[1] == pytest.approx(-q * 1.312 / (q + 12.96), rel=q + 4 * u)
    assert abs(x[0] ** 2 + x[1] ** 2 / q - 1) < 32 * u
    for exact in (digits(), balls()):
        with exact.scope():
            same = proximal.denoiser(manifold.ellipsoid(exact, [[1, 0], [0, thin**2]]), Q(1, 2), [[Q(-698, 100), Q(-656, 1000)]])
            assert abs(exact.floats(same)[0] - x).max() < 4 * u


def bodies(random: Any, n: int, u: float) -> Any:
    """Q turned or along the axes, its eigenvalues up to 1e13 (1e5) apart, and z: anywhere, near the surface, inside."""
    kind, thin, size = (np.float32, 5, 2) if u > 1e-10 else (float, 13, 8)
    for i in range(n):
        d = int(random.integers(1, 4))
        q = 10.0 ** (random.uniform(-size, size) - random.uniform(0, thin * random.random(), d))
        R = np.linalg.qr(random.standard_normal((d, d)))[0] if random.random() < 0.6 else np.eye(d)
        S, g = (R * q) @ R.T, random.standard_normal(d)
        far = 10.0 ** random.uniform(-4, 4) if i % 2 else 10.0 ** random.uniform(-3, 3, d)
        z = g * far * np.sqrt(q.max()) if i % 4 < 2 else R @ (g * np.sqrt(q) * far ** (i % 4 - 2))
        yield ((S + S.T) / 2).astype(kind).astype(float), z.astype(kind).astype(float)


def exactly(a: Any) -> Any:
    return [exactly(e) for e in a] if np.ndim(a) else Q(float(a))


def allowed(S: Any, z: Any, x: Any) -> float:
    """The bound of the first lines, without c u."""
    with EXACT.scope():
        w = EXACT.floats(EXACT.solve(EXACT.array(exactly(S)), EXACT.array(exactly(x))))
    out, q, w2 = z @ np.linalg.solve(S, z) > 1, float(np.linalg.eigvalsh(S)[-1]), float(w @ w)
    if not out:
        return q * w2**0.5
    m = max(0.0, float((z - x) @ w) / w2)
    v = np.linalg.solve(S + m * np.eye(len(S)), x)
    return q * w2**0.5 + float(np.linalg.norm(v)) * (((q + m) * w2 + 1) / float(w @ v) + m)


@pytest.mark.parametrize(("ar", "u", "n"), [(*UNITS[0], 500), (*UNITS[1], 60), (*UNITS[2], 100)], ids=NAMES)
def test_random_ellipsoids_against_balls(ar: Any, u: float, n: int) -> None:
    errors = 0
    for S, z in bodies(np.random.default_rng(5), n, u):
        try:
            x = np.asarray(manifold.ellipsoid(ar, S.tolist()).prox(ar.array(1.0), ar.array(z.tolist())), dtype=float)
        except ValueError:
            errors += 1
            continue
        with EXACT.scope():
            law = manifold.ellipsoid(EXACT, exactly(S))
            exact = EXACT.floats(law.prox(EXACT.array(1), EXACT.array(exactly(z))))
        bound = C * u * allowed(S, z, exact)
        assert np.linalg.norm(x - exact) <= bound, (S.tolist(), z.tolist(), x, exact)
        assert np.linalg.norm(x + 10 * bound - exact) > bound  # near miss
    assert errors <= n // 20


@pytest.mark.parametrize(("ar", "u"), UNITS, ids=NAMES)
def test_random_segments_against_120_digits(ar: Any, u: float) -> None:
    """x1 is a difference of two halves r Phi(y) and r Phi(-y): off by a few u r."""
    random, kind, exact = np.random.default_rng(6), np.float32 if u > 1e-10 else float, digits(120)
    for i in range(60):
        r, s, free = (float(kind(10.0**e)) for e in random.uniform(*((-5, 5) if u > 1e-10 else (-12, 12)), 3))
        z = float(kind([free, -free, 3 * r * random.standard_normal(), r * (1 - 10.0 ** -random.uniform(0, 9))][i % 4]))
        x = float(manifold.segment(ar, r).prox(ar.array(s), ar.array([[z, 0.0]]))[0, 0])
        law = manifold.segment(exact, Q(r))
        right = float(law.prox(exact.array(Q(s)), exact.array([[Q(z), 0]]))[0, 0])
        assert abs(x - right) <= C * u * r, (r, s, z)


def test_cells_end_at_quantiles_of_any_size() -> None:
    """g_i = sum_{j < i} (x_{j+1} - x_j) Phi^-1(w_1 + ... + w_j), seen as phi*(y) = max_i (y x_i - g_i): masses of 2^-40 too."""
    exact, places = digits(120), [-3, 0, 1, 5]
    for e in (2, 20, 40):
        w = [Q(1, 2**e), Q(1, 2) - Q(1, 2**e), Q(1, 2) - Q(1, 2**e), Q(1, 2**e)]
        y = [Q(v, 4) for v in (-40, -9, -2, 1, 5, 35)]
        right = exact.floats(atoms.on_a_line(exact, places, w).conjugate(exact.array([[v] for v in y])))
        for ar, u in UNITS:
            if u * 2.0**e > 1:  # all but the last are 1 to rounding
                with pytest.raises(ValueError, match=r"p = 1.0 is not a probability strictly between 0 and 1"):
                    atoms.on_a_line(ar, [float(v) for v in places], [float(v) for v in w])
                continue
            law = atoms.on_a_line(ar, [float(v) for v in places], [float(v) for v in w])
            found = np.asarray(law.conjugate(ar.array([[float(v)] for v in y])), dtype=float)
            # the last mass, 1 - w, is known to a last place of 1: by the density at its quantile
            allowed = 64 * u * (1 + abs(right)) + u * 2.0**e
            assert (abs(found - right) <= allowed).all(), (ar, e)
