"""Conditional means by routes that share no text with the closed forms; case.law is a Mixture or a Pair.

`ends`: given the ends' law and x_t = x, the mean of (x0, x1) is the most likely pair among those with a x0 + b x1 = x; one linear
system with a multiplier finds it, singular covariances included. `moment`: E[(x1 - x0)^p | x_t = x] on a line by quadrature of its
defining integral, in balls, tails included.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from flint import acb, arb, ctx

from analytic import mixture
from analytic.arithmetic import Arithmetic, Array
from analytic.gaussian import Pair
from analytic.mixture import Mixture
from verify.claim import Case, Formula

Block = tuple[int, int, Array]  # row, column, (d, d)


def block(ar: Arithmetic, n: int, blocks: list[Block]) -> Array:
    """The (..., n d, n d) matrix with (..., d, d) blocks at the given places."""
    total: Any = 0
    for i, j, B in blocks:
        unit = ar.array([[int((p, q) == (i, j)) for q in range(n)] for p in range(n)])
        total = total + ar.einsum("pq,...ij->...piqj", unit, B)
    return total.reshape(*total.shape[:-4], n * total.shape[-1], n * total.shape[-1])


def stack(ar: Arithmetic, vectors: list[Array]) -> Array:
    """The (..., n d) vector made of n vectors (..., d)."""
    units = ar.eye(len(vectors))
    total: Any = 0
    for i, v in enumerate(vectors):
        total = total + ar.einsum("p,...i->...pi", units[i], v)
    return total.reshape(*total.shape[:-2], -1)


def joint(law: Mixture | Pair) -> tuple[Array, Array]:
    """Mean (..., 2 d) and covariance (..., 2 d, 2 d) of (x0, x1): of a mixture, for each component."""
    if isinstance(law, Pair):
        cov = block(law.ar, 2, [(0, 0, law.S0), (0, 1, law.X), (1, 0, law.X.T), (1, 1, law.S1)])
        return stack(law.ar, [law.m0, law.m1]), cov
    return stack(law.ar, [law.m0 + 0 * law.m, law.m]), block(law.ar, 2, [(0, 0, law.S0), (1, 1, law.C)])


def ends(law: Mixture | Pair, t: Any, x: Any) -> tuple[Array, Array, Array]:
    """The most likely x0, x1 with a x0 + b x1 = x, (..., d), and log p_t(x); of a mixture, given k: (..., K, d) and (..., K)."""
    ar, d = law.ar, x.shape[-1]
    a, b, _, _ = law.path(ar, t)
    mean, cov = joint(law)
    at = a * ar.eye(2 * d)[:d] + b * ar.eye(2 * d)[d:]  # x_t = at (x0, x1)
    x = x[..., None, :] if isinstance(law, Mixture) else x
    spread = ar.einsum("...ij,kj->...ik", cov, at)  # (2 d, d): Cov[(x0, x1), x_t]
    top, low = ar.eye(3 * d)[: 2 * d], ar.eye(3 * d)[2 * d :]
    system = (
        ar.einsum("pi,pj->ij", top, top)
        - ar.einsum("pi,...pk,kj->...ij", top, spread, low)
        + ar.einsum("ki,kp,pj->ij", low, at, top)
    )  # [[I, -Cov[(x0, x1), x_t]], [at, 0]]
    z = ar.solve(system, ar.einsum("...p,pi->...i", mean, top) + ar.einsum("...k,ki->...i", x, low))
    away = x - ar.einsum("kp,...p->...k", at, mean)
    volume = ar.logdet(ar.einsum("kp,...pj->...kj", at, spread))
    log_p = -(ar.einsum("...k,...k->...", z[..., 2 * d :], away) + volume + d * ar.log(2 * ar.pi())) / 2
    return z[..., :d], z[..., d : 2 * d], log_p


def posterior(mix: Mixture, t: Any, x: Any) -> tuple[Array, Array, Array]:
    """P(k | x_t = x), (..., K), by Bayes, and E[x0 | x, k], E[x1 | x, k], (..., K, d)."""
    x0, x1, log_p = ends(mix, t, x)
    return mix.ar.softmax(mix.ar.log(mix.w) + log_p), x0, x1


def component_drifts(mix: Mixture, t: Any, x: Any) -> Array:
    """E[a' x0 + b' x1 | x_t = x, k], (..., K, d)."""
    x0, x1, _ = ends(mix, t, x)
    _, _, da, db = mix.path(mix.ar, t)
    return da * x0 + db * x1


def responsibilities(mix: Mixture, t: Any, x: Any) -> Array:
    """P(k | x_t = x), (..., K)."""
    return posterior(mix, t, x)[0]


def drift(law: Mixture | Pair, t: Any, x: Any) -> Array:
    """E[a' x0 + b' x1 | x_t = x], (..., d)."""
    _, _, da, db = law.path(law.ar, t)
    if isinstance(law, Pair):
        x0, x1, _ = ends(law, t, x)
        return da * x0 + db * x1
    r, x0, x1 = posterior(law, t, x)
    return law.ar.einsum("...k,...ki->...i", r, da * x0 + db * x1)


def log_density(mix: Mixture, t: Any, x: Any) -> Array:
    """log p_t(x), (...)."""
    return mix.ar.logsumexp(mix.ar.log(mix.w) + ends(mix, t, x)[2])


def drift_by_quadrature(mix: Mixture, t: Any, x: Any) -> Array:
    """E[x1 - x0 | x_t = x] on a line, in balls, (n, 1)."""
    return moment(mix, t, x, 1)[:, None]


def log_density_by_quadrature(mix: Mixture, t: Any, x: Any) -> Array:
    """The logarithm of the convolution of the two ends' densities on a line, in balls, (n,)."""
    return mix.ar.log(moment(mix, t, x, 0))


def moment(mix: Mixture, t: Any, x: Any, power: int) -> Array:
    """E[(x1 - x0)^p | x_t = x], p <= 2, in balls on a line: (n,) from t and x (n, 1); p = 0 gives the density of x_t."""
    a, b = 1 - t[()], t[()]
    by_source = bool(2 * b >= 1)  # the other end is then (x - near y)/far
    near, far = (a, b) if by_source else (b, a)
    ends = ((mix.w, mix.m[:, 0], mix.C[:, 0, 0]), (mix.w[:1] * 0 + 1, mix.m0, mix.S0[0]))
    free, bound = (ends[1], ends[0]) if by_source else ends
    sums = [[_integral(free, bound, near / far, p[0] / far, q, by_source) / far for p in x] for q in (0, power)]
    return np.array([m / z if power else z for z, m in zip(*sums, strict=True)], dtype=object)


def _integral(free: Any, bound: Any, slope: arb, start: arb, power: int, by_source: bool) -> arb:
    """The integral of (x1 - x0)^p free(y) bound(start - slope y) over all y; free and bound are (weights, means, variances)."""
    reach = int(1.2 * ctx.prec**0.5) + 1  # standard deviations: exp(-reach^2/2) < 2^-prec
    total = arb(0)
    peak = sum((w / (2 * arb.pi() * c).sqrt() for w, c in zip(bound[0], bound[2], strict=True)), arb(0))
    for w, m, c in zip(*free, strict=True):
        s = c.sqrt()

        def f(z: Any, _: Any, m: arb = m, s: arb = s) -> Any:
            y = m + s * z
            other = start - slope * y
            gap = (1, y - other, (y - other) * (y - other))
            density = sum(
                v * (-(other - n) * (other - n) / (2 * e)).exp() / (2 * arb.pi() * e).sqrt() for v, n, e in zip(*bound, strict=True)
            )
            return gap[power] * density * (-z * z / 2).exp()

        inside = acb.integral(f, -reach, reach).real / (2 * arb.pi()).sqrt()
        size = abs(m - start + slope * m) + abs(s * (1 + slope))  # |x1 - x0| <= size |z| outside
        tail = 2 * peak * size**power * (reach + 1) * (-(arb(reach) ** 2) / 2).exp()
        total += w * (inside + arb(0, 1) * tail)
    return -total if by_source and power == 1 else total


def jacobian(f: Formula) -> Formula:
    """df_i/dx_j of any formula: exact in symbols, in digits by central differences of step 1e-20."""

    def derivative(law: Any, t: Any, x: Any) -> Array:
        if law.ar.name == "symbols":
            entries = [np.frompyfunc(partial(_diff, v), 1, 1)(f(law, t, x)) for v in x[0]]
            return np.stack(entries, axis=-1)
        h = law.ar.array(1) / 10**20
        steps = h * law.ar.eye(x.shape[-1])
        return np.stack([(f(law, t, x + e) - f(law, t, x - e)) / (2 * h) for e in steps], axis=-1)

    return derivative


def _diff(v: Any, e: Any) -> Any:
    return e.diff(v)


def against(reference: Formula) -> Formula:
    """The residual formula - reference."""
    return lambda formula, case: formula(case.law, case.t, case.x) - reference(case.law, case.t, case.x)


def by_component(target: Formula) -> Callable[[Formula], tuple[Formula, Formula]]:
    """For sampling: E[target | x_t, k] = formula_k through E[1_k target | x_t] = P(k | x_t) formula_k; target (n, m) of a draw."""

    def picked(draw: Any) -> Array:
        return np.eye(len(draw.law.w))[draw.k][:, :, None] * target(draw)[:, None]

    return lambda formula: (picked, lambda mix, t, x: responsibilities(mix, t, x)[..., None] * formula(mix, t, x))


def within(quantity: Formula) -> Formula:
    """The residual of |quantity| <= formula: what exceeds the bound, or zero."""

    def excess(formula: Formula, case: Case) -> Array:
        over = abs(quantity(case.law, case.t, case.x)) - formula(case.law, case.t, case.x)
        return (over + abs(over)) / 2

    return excess


def continuity(formula: Formula) -> tuple[Formula, Formula]:
    """d/dt log p_t = -div v - v . grad log p_t for the velocity v = formula: both sides, derivatives by `jacobian`."""
    log_p, dv, dlog_p = mixture.log_density, jacobian(formula), jacobian(mixture.log_density)

    def rate(mix: Any, t: Any, x: Any) -> Array:
        div = mix.ar.einsum("...ii->...", dv(mix, t, x))
        return -div - mix.ar.einsum("...i,...i->...", formula(mix, t, x), dlog_p(mix, t, x))

    return log_p, rate
