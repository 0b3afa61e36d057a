"""Samples of a normal law on a line: the mean of their standard deviation by an integral, and draws of their Frechet distances."""

from types import SimpleNamespace
from typing import Any

import numpy as np
from flint import acb, arb, ctx

from analytic.arithmetic import Law


def mean_root(N: int) -> arb:
    """E s of N draws of N(0, 1), s^2 with the divisor n = N - 1: its density is proportional to s^(n - 1) exp(-n s^2/2).

    Beyond L >= 2 the integral of s^m exp(-n s^2/2), m <= n, is at most 2 L^(m - 1) exp(-n L^2/2)/n.
    """
    n, bits = N - 1, ctx.prec
    with ctx.workprec(bits + 64):
        L = arb(int((2 * bits / n) ** 0.5) + 4)

        def moment(m: int) -> arb:
            inside = acb.integral(lambda s, _: s**m * (-n * s * s / 2).exp(), 0, L).real
            return inside + arb(0).union(2 * L ** (m - 1) * (-n * L * L / 2).exp() / n)

        return moment(n) / moment(n - 1)


def means(law: Law) -> Any:
    """Of one law and a sample of the other, and of two samples: E(m - m')^2 + E s^2 + E s'^2 - 2 E s E s'."""
    root, N, V = mean_root(law.N), law.N, law.ar.array(law.variance)[()]
    return law.jump**2 + V * np.array([arb(1) / N + 2 - 2 * root, arb(2) / N + 2 - 2 * root * root])


def distances(law: Law, n: int, random: np.random.Generator) -> SimpleNamespace:
    """`values` (n, 2): the squared distance of N(0, V) and a sample of N(jump, V), of that sample and one of N(0, V)."""
    scale = float(law.variance) ** 0.5
    x, y = scale * random.standard_normal((2, n, law.N))
    x = x + law.jump
    m, s = x.mean(1), x.std(1, ddof=1)
    two = (m - y.mean(1)) ** 2 + (s - y.std(1, ddof=1)) ** 2
    return SimpleNamespace(xt=np.zeros((n, 1)), values=np.stack([m**2 + (s - scale) ** 2, two], axis=1))
