"""What entropic values are held against: a coupling that costs as much, and potentials that no coupling undercuts."""

import numpy as np

from analytic.arithmetic import Array, Law
from verify.claim import Case, Formula, Function
from verify.routes import schroedinger


def solved(law: Law, first: int = 0, second: int = 1) -> Law:
    """The Schroedinger system from one end to another, of the variance v = r/2."""
    ends = ((law.m0, law.S0), (law.m1, law.S1))
    return schroedinger.system(law.ar, *ends[first], *ends[second], law.r / 2)


def squeezed(formula: Formula, case: Case) -> Array:
    """The formula less the value of the coupling, and less that of the potentials."""
    law, s = case.law, solved(case.law)
    return case.value(formula) - law.k * np.array([schroedinger.primal(s), schroedinger.dual(s)])


def debiased(law: Law, of: Function = schroedinger.dual) -> Array:
    """The value from end to end less half of those from each to itself."""
    return law.k * (of(solved(law)) - (of(solved(law, 0, 0)) + of(solved(law, 1, 1))) / 2)


def by_density(law: Law) -> Array:
    """k E|x - y|^2 + reg E log p(x, y), p the density of the coupling."""
    cost, full = schroedinger.plan(solved(law))
    return law.k * cost - law.reg * (law.ar.logdet(2 * law.ar.pi() * full) + len(full)) / 2


def undercut(formula: Formula, case: Case) -> Array:
    """What Gaussian couplings near the cross-covariance `formula`, 2^-34 away along each entry, cost more than it."""
    law, X, d = case.law, case.value(formula), len(case.law.m0)
    h = law.ar.array(1) / 2**34

    def value(X: Array) -> Array:
        return -2 * law.k * np.trace(X) - law.reg * law.ar.logdet(np.block([[law.S0, X], [X.T, law.S1]])) / 2

    steps = [np.outer(a, b) * sign * h for a in law.ar.eye(d) for b in law.ar.eye(d) for sign in (1, -1)]
    return np.array([value(X + step) for step in steps]) - value(X)
