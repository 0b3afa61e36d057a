"""Which orders a law cannot tell apart by its arrows."""

from itertools import permutations

import numpy as np

from analytic import knothe, scm
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, NearMiss, Test
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals.causes import new_arrows, no_smaller


def equivalent(law: Law) -> Array:
    """1 for each order of a Markov-equivalent graph, else 0, (n!,)."""
    found = knothe.equivalent_orders(law.model)
    return law.ar.array([int(order in found) for order in permutations(range(len(law.model.V)))])


def own_orders(law: Law) -> Array:
    return law.ar.array([int(order == scm.causal_order(law.model)) for order in permutations(range(len(law.model.V)))])


def residual(formula: Formula, case: Case) -> Array:
    return case.value(formula) * new_arrows(case.law)


def both(formula: Formula, case: Case) -> Array:
    return np.stack([residual(formula, case), no_smaller(1 - case.value(formula), new_arrows(case.law))])


claim = Claim(
    id="FX-45o",
    source="Verma and Pearl 1990, Markov equivalence",
    says="Along an order the law needs no new arrow if and only if turning arrows that way makes and unmakes no open collider.",
    latex=r"b^\pi_{ij}=0\ without\ an\ arrow\ i-j\ \Leftrightarrow\ \pi\sim G",
    formula=equivalent,
    tests=(Test("symbols", residual, SYMBOLIC[:3]), Test("balls", both, NUMBERS[:5])),
    near_misses={"every order": lambda law: 0 * equivalent(law) + 1, "its own only": NearMiss(own_orders, ("symbols",))},
)
