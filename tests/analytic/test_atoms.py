"""Semi-discrete transport: cells by the largest score, masses by counting, the proximal point against quadratic programming."""

import doctest
from fractions import Fraction as Q
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize

from analytic import atoms, proximal
from analytic.arithmetic import balls, digits, float64, symbols
from analytic.arithmetic import torch as torch_arithmetic

NUMBERS = [balls(), digits(), float64(), torch_arithmetic()]
P, G = [[0, 0], [2, 0], [0, 2], [-1, -1], [1, 3]], [0, Q(1, 2), Q(1, 3), 1, 1]
FLOATS = np.array(G, dtype=float)


def test_the_proximal_point_by_quadratic_programming() -> None:
    """Also between the cells, where it lies on an edge or inside a triangle of atoms."""
    law, points = atoms.atoms(float64(), P, FLOATS), np.array(P, dtype=float)
    constraint = {"type": "eq", "fun": lambda w: w.sum() - 1}
    kinds = set()
    for z in np.random.default_rng(0).normal(1, 2.5, (12, 2)):

        def objective(w: Any, z: Any = z) -> float:
            return float(w @ FLOATS / 2 + ((w @ points - z) ** 2).sum() / 2)

        found = minimize(objective, np.full(5, 0.2), bounds=[(0, 1)] * 5, constraints=constraint, tol=1e-13)
        assert abs(law.prox(np.asarray(0.5), z) - found.x @ points).max() < 1e-5
        kinds.add(int((found.x > 1e-4).sum()))
    assert kinds >= {1, 2, 3}


@pytest.mark.parametrize("ar", NUMBERS, ids=lambda ar: ar.name)
def test_every_path_ends_in_the_atom_of_its_cell(ar: Any) -> None:
    with ar.scope():
        law, t = atoms.atoms(ar, P, G if ar.name in ("balls", "digits") else FLOATS), ar.array(Q(1, 3))
        y = ar.array([[1, Q(1, 5)], [-3, -1], [Q(1, 9), 2], [0, Q(-1, 20)]])
        T = ar.floats(law.transport(y))
        scores = np.asarray(ar.floats(y)) @ np.array(P, dtype=float).T - FLOATS
        assert (np.array(P, dtype=float)[scores.argmax(1)] == T).all()
        assert abs(ar.floats(law.conjugate(y)) - scores.max(1)).max() < 1e-15
        assert (ar.floats(law.hessian(y)) == 0).all()
        x = proximal.flow(law, t, y)
        assert abs(ar.floats(proximal.denoiser(law, t, x)) - T).max() < 1e-14


def test_a_line_has_the_masses_that_it_was_given() -> None:
    law = atoms.on_a_line(float64(), [-1.0, 0.0, 3.0], [0.25, 0.5, 0.25])
    T = law.transport(np.random.default_rng(1).standard_normal((40_000, 1)))[:, 0]
    for atom, mass in ((-1, 0.25), (0, 0.5), (3, 0.25)):
        assert abs(np.mean(atom == T) - mass) < 5 * np.sqrt(mass * (1 - mass) / 40_000)
    assert np.mean(atoms.atoms(float64(), [[-1.0], [0.0], [3.0]], [0, 0, 0]).transport(T[:, None] + 0.1) == 3) > 0.5  # near miss


@pytest.mark.parametrize("ar", NUMBERS, ids=lambda ar: ar.name)
def test_the_line_in_every_arithmetic(ar: Any) -> None:
    with ar.scope():
        law = atoms.on_a_line(ar, ar.array([-1, 0, 3]), ar.array([Q(1, 4), Q(1, 2), Q(1, 4)]))
        found = ar.floats(law.transport(ar.array([[-1], [Q(-3, 5)], [Q(3, 5)], [1]])))[:, 0]
        assert found.tolist() == [-1, 0, 0, 3]  # the quartiles are at 0.674


def test_collinear_atoms_are_no_obstacle() -> None:
    law = atoms.atoms(digits(), [[0, 0], [1, 1], [2, 2], [0, 1]], [0, Q(1, 4), Q(3, 2), 1])
    y = digits().array([[3, 2], [Q(1, 4), Q(1, 3)]])
    x = proximal.flow(law, Q(1, 2), y)
    assert abs(digits().floats(proximal.denoiser(law, Q(1, 2), x) - law.transport(y))).max() == 0


@pytest.mark.parametrize("ar", NUMBERS, ids=lambda ar: ar.name)
def test_cells_are_flat_on_the_axes_too(ar: Any) -> None:
    with ar.scope():
        law = atoms.atoms(ar, [[0, 0], [2, 0], [0, 2]], [0, 1, 1])
        assert (ar.floats(law.hessian(ar.array([[3, 0], [0, 0]]))) == np.zeros((2, 2, 2))).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda ar: atoms.atoms(ar, [[0]], [0]), "N = 1: give at least two atoms"),
        (lambda ar: atoms.atoms(ar, [0, 1], [0, 0]), "they must be"),
        (lambda ar: atoms.atoms(ar, [[0], [1]], [0]), "offsets has shape"),
        (lambda ar: atoms.on_a_line(ar, [0, 1], [Q(1, 2), Q(1, 4)]), "weights sum to"),
        (lambda ar: atoms.on_a_line(ar, [1, 0], [Q(1, 2), Q(1, 2)]), "points must increase"),
        (lambda ar: atoms.atoms(ar, [[-1], [1]], [0, 0]).transport(ar.array([[0]])), "boundary of two cells"),
    ],
)
def test_bad_input_is_refused(call: Any, message: str) -> None:
    for ar in (digits(), balls()):
        with ar.scope(), pytest.raises(ValueError, match=message):
            call(ar)


def test_symbols_are_refused() -> None:
    with pytest.raises(ValueError, match="atoms have no symbols"):
        atoms.atoms(symbols(), [[0], [1]], [0, 0])


def test_examples() -> None:
    assert doctest.testmod(atoms).failed == 0
