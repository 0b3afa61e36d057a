"""Which few features, with which simple coefficients in t, add up to given values: least squares, then recognition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from verify.derivations.diagnosis.coefficients import Coefficient, recognise

ZERO = 1e-12  # a feature of so small a norm is zero, and its direction is rounding
INDEPENDENT = 1e-5  # the least diagonal of R of unit columns: their coefficients are then known to 1e-5 of the values' digits
UNLIKELY = 1e-5  # a squared residual, of F's: twice the digits that a Gram matrix of columns as INDEPENDENT keeps
SEEN = 3  # tolerances: a term that moves the values by less may be absent


@dataclass(frozen=True)
class Fit:
    names: tuple[str, ...]
    coefficients: tuple[Coefficient, ...]

    def parts(self) -> list[tuple[str, Coefficient]]:
        return list(zip(self.names, self.coefficients, strict=True))


def sparse(
    F: np.ndarray, names: Sequence[str], A: np.ndarray, a: np.ndarray, b: np.ndarray, sizes: range, tol: float, tol_c: float
) -> list[Fit]:
    """All combinations of few features that give F, (T, N), at every t; A is (T, N, m)."""
    scale = np.linalg.norm(F, axis=1)
    if not np.isfinite(F).all() or not (scale > 0).all():
        return []
    keep = [i for i in range(len(names)) if _has_direction(A[..., i])]
    found: list[Fit] = []
    done: list[frozenset[int]] = []
    for size in sizes:
        for subset in _likely(A[0], F[0], keep, size):
            if any(s <= set(subset) for s in done):
                continue
            c = _solve(A[..., subset], F, scale, tol)
            if c is None:
                continue
            simple = [recognise(column, a, b, tol_c) for column in c.T]
            if all(simple):
                done.append(frozenset(subset))
                found.append(Fit(tuple(names[i] for i in subset), tuple(s for s in simple if s)))
    return found


def fits(F: np.ndarray, stack: Mapping[str, np.ndarray], sizes: range, tol: float) -> set[str]:
    """The features of all small combinations that give F, with any coefficients."""
    scale = np.linalg.norm(F, axis=1)
    names = [n for n, f in stack.items() if _has_direction(f)]
    found: set[str] = set()
    A = np.stack([stack[n] for n in names], -1) if names else np.zeros((*F.shape, 0))
    for size in sizes:
        for subset in _likely(A[0], F[0], list(range(len(names))), size):
            if _solve(A[..., subset], F, scale, tol) is not None:
                found |= {names[i] for i in subset}
    return found


def _has_direction(f: np.ndarray) -> bool:
    """Its norm at each time is a number, and above rounding."""
    with np.errstate(over="ignore"):
        norms = np.linalg.norm(f, axis=1)
    return bool(np.isfinite(norms).all() and (norms > ZERO).all())


def _likely(A: np.ndarray, F: np.ndarray, keep: Sequence[int], size: int) -> list[tuple[int, ...]]:
    """The subsets that may give F (N,) of the columns of A (N, m): those whose Gram determinant shows no residual."""
    subsets = np.array(list(combinations(keep, size)), dtype=int).reshape(-1, size)
    unit = np.concatenate([A / np.linalg.norm(A, axis=0).clip(ZERO), (F / np.linalg.norm(F))[:, None]], -1)
    gram = unit.T @ unit
    last = np.full((len(subsets), 1), A.shape[-1])
    own, bordered = (np.linalg.det(gram[i[:, :, None], i[:, None, :]]) for i in (subsets, np.concatenate([subsets, last], -1)))
    return [tuple(s) for s in subsets[bordered <= UNLIKELY * (own + INDEPENDENT**2)].tolist()]


def _solve(A: np.ndarray, F: np.ndarray, scale: np.ndarray, tol: float) -> np.ndarray | None:
    """The coefficients (T, s), or None where they do not fit or are not determined."""
    norm = np.linalg.norm(A, axis=1, keepdims=True)
    first = A[:1] / norm[:1]
    for part in (slice(0, 1), slice(None)):
        Q, R = np.linalg.qr(first if part.stop == 1 else A / norm)
        diagonal = np.abs(np.diagonal(R, axis1=-2, axis2=-1))
        if (diagonal < INDEPENDENT).any():
            return None
        h = np.einsum("tns,tn->ts", Q, F[part])
        if (np.linalg.norm(F[part] - np.einsum("tns,ts->tn", Q, h), axis=1) > tol * scale[part]).any():
            return None
    c: np.ndarray = np.linalg.solve(R, h[..., None])[..., 0] / norm[:, 0]
    return c if (np.abs(c) * norm[:, 0] > SEEN * tol * scale[:, None]).all() else None
