"""Interpolants with noise of their own: x_t = a x0 + b x1 + c z, z ~ N(0, I) independent of both (Albergo et al. 2023).

Given one component, a x0 + c z is a Gaussian source X of mean a m0 and covariance S = a^2 S0 + c^2 I, and x_t = X + b x1. So what
asks for the law of x_t and x1 only is what it is for that source, and

    u = E[a'x0 + b'x1 + c'z | x_t] = a'm0 + b' E[x1 | x_t] + (a a' S0 + c c' I) S^-1 (E[X | x_t] - a m0).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from analytic import interpolant, mixture
from analytic.arithmetic import Array, Points, Time
from analytic.interpolant import Interpolant
from analytic.path import Path
from verify.claim import Formula
from verify.derivations.compositions import predicted, trace
from verify.regimes.laws import COUPLED, MIXED

STATES = frozenset(
    {
        "score", "log_density", "score_jacobian", "responsibilities", "responsibility_gradients", "denoiser", "denoiser_jacobian",
        "denoiser_covariance", "mean", "covariance",
    }
)  # fmt: skip
Latent = Callable[[Any, Time, Points, Path], Array]


def form(name: str, law: str, without: Formula) -> Latent:
    """f(law, t, x, c) with c a path (c, c, c', c'), from the closed form without noise. ValueError: there is none."""
    if law in COUPLED and name in PAIRS:
        return lambda law, t, x, c: PAIRS[name](Interpolant(law.ar, law, _squared(c)), t, x)
    if law in MIXED and name in RATES:
        return RATES[name]
    if law in MIXED and name in STATES:
        return lambda law, t, x, c: without(_gathered(law, t, c)[0], t, x)
    have = ", ".join(sorted({*STATES, *RATES} if law in MIXED else PAIRS if law in COUPLED else ()))
    raise ValueError(f"{name} of the law {law!r} has no closed form with a noise c z{f': there are {have}' if have else ''}")


def _squared(c: Path) -> interpolant.Noise:
    def level(ar: Any, t: Any) -> tuple[Array, Array]:
        g, _, dg, _ = c(ar, t)
        return g * g, g * dg

    return level


def _gathered(law: Any, t: Time, c: Path) -> tuple[Any, Array, Array]:
    """The mixture with the source X, and of its rates a' m0 and (a a' S0 + c c' I) S^-1."""
    ar = law.ar
    a, b, da, db = (e[()] for e in map(ar.array, law.path(ar, ar.array(t))))
    g, _, dg, _ = (e[()] for e in map(ar.array, c(ar, ar.array(t))))
    I = ar.eye(len(law.m0))
    S, D = a * a * law.S0 + g * g * I, a * da * law.S0 + g * dg * I

    def along(ar: Any, s: Any) -> Any:
        return 0 * s + 1, 0 * s + b, 0 * s, 0 * s + db

    source = replace(law, m0=a * law.m0, S0=S, path=along, pencil=ar.pencil(S, law.C))
    return source, da * law.m0, ar.solve(S, D).T


def _velocity(law: Any, t: Time, x: Points, c: Path) -> Array:
    source, start, B = _gathered(law, t, c)
    here = mixture.noise(source, t, x) - source.m0
    return start + mixture.drift(source, t, x) + law.ar.einsum("ij,...j->...i", B, here)


def _jacobian(law: Any, t: Time, x: Points, c: Path) -> Array:
    source, _, B = _gathered(law, t, c)
    moved = predicted(mixture.jacobian, 1, 0)(source, t, x)
    return mixture.jacobian(source, t, x) + law.ar.einsum("ij,...jk->...ik", B, moved)


def _divergence(law: Any, t: Time, x: Points, c: Path) -> Array:
    return law.ar.einsum("...ii->...", _jacobian(law, t, x, c))


PAIRS: dict[str, Formula] = {
    "velocity": interpolant.drift,
    "jacobian": interpolant.jacobian,
    "divergence": trace(interpolant.jacobian),
    "score": interpolant.score,
    "mean": lambda law, t, x: interpolant.moments(law, t)[0],
    "covariance": lambda law, t, x: interpolant.moments(law, t)[2],
}
RATES: dict[str, Latent] = {"velocity": _velocity, "jacobian": _jacobian, "divergence": _divergence}
