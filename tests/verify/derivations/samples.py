"""What several tests state: right formulas, one that is transposed, and a case with both ends of time."""

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import numpy as np

from analytic import gaussian
from verify import as_derivation, check
from verify.derivations import cases
from verify.derivations.answer import Answer
from verify.derivations.statement import Derivation

PATIENT = 600.0
RUNG = next(r for r in cases.ladder("gaussian", frozenset({"standard source"}), 0) if F(0) in r.times)


def settled(f: Any, of: str = "velocity", law: str = "gaussian", **options: Any) -> Derivation:
    """Stated, and ready to be called."""
    d = as_derivation(f, of, law, **options)
    return replace(d, formula=d.formula.settle())


def drift(law: Any, t: Any, x: Any) -> Any:
    return gaussian.drift(law, t, x)


def jacobian(law: Any, t: Any, x: Any) -> Any:
    """du/dx in the information form, with sums in another order."""
    ar = law.ar
    S = (1 - t) ** 2 * law.S0 + t**2 * law.C
    e = x[:, None, :] - (1 - t) * law.m0 - t * law.m
    g = ar.solve(S, e)
    r = ar.softmax(ar.log(law.w) - (ar.logdet(S) + ar.einsum("nki,nki->nk", e, g)) / 2)
    B = ar.solve(S[:, None], t * law.C - (1 - t) * law.S0)
    v = law.m - law.m0 + ar.einsum("kij,nkj->nki", t * law.C - (1 - t) * law.S0, g)
    u = ar.einsum("nk,nki->ni", r, v)
    return ar.einsum("nk,kij->nij", r, B) - ar.einsum("nk,nki,nkj->nij", r, v - u[:, None], g)


def transposed(law: Any, t: Any, x: Any) -> Any:
    return jacobian(law, t, x).swapaxes(-1, -2)


def field(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    """The velocity from N(0, I) to N(mu, Sigma)."""
    eye = np.eye(len(mu))
    return mu + (t * Sigma - (1 - t) * eye) @ np.linalg.solve((1 - t) ** 2 * eye + t**2 * Sigma, x - t * mu)


def of_field(f: Any, **options: Any) -> Answer:
    return check(f, "velocity", "gaussian", budget=PATIENT, **options)


def responsibilities(x: Any, t: Any, pi: Any, mu: Any, Sigma: Any, mu0: Any, Sigma0: Any) -> Any:
    S = (1 - t) ** 2 * Sigma0 + t**2 * Sigma
    e = x - (1 - t) * mu0 - t * mu
    logs = np.log(pi) - np.linalg.slogdet(S)[1] / 2 - np.einsum("ki,ki->k", e, np.linalg.solve(S, e[..., None])[..., 0]) / 2
    r = np.exp(logs - logs.max())
    return r / r.sum()
