"""Minibatch optimal transport: what the smallest batch gains."""

from functools import partial

from analytic import minibatch
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, NearMiss, Regime, Test, sampling
from verify.residuals.wrong import off
from verify.routes.best_pairings import Batch, paired, projected

PAIRS = tuple(Regime.once(f"pairs, d = {d}", f"batches of 2, d={d}", partial(Batch, n=2, d=d)) for d in (2, 4, 8))


def cost(law: Law) -> Array:
    return minibatch.two_normals(law.ar, law.d)


def residual(formula: Formula, case: Case) -> Array:
    return case.value(formula) - projected(case.law)


claim = Claim(
    id="PX-12p",
    source="derived here; Proximal Operators, Section 3 (minibatch OT-CFM converges)",
    says="From N(0, I) to N(0, I), d even, the better pairing of two draws costs 2 - C(d, d/2)/2^d per dimension, of 2.",
    latex=r"\mathrm{cost}_2=2-\binom{d}{d/2}2^{-d}",
    formula=cost,
    tests=(Test("balls", residual, PAIRS), *sampling(lambda draw: draw.cost, PAIRS, 4_000, draw=paired)),
    near_misses={
        "no gain": lambda law: law.ar.array(2),
        "half of the gain": lambda law: (cost(law) + 2) / 2,
        "the gain of a plane": lambda law: minibatch.two_normals(law.ar, 2),
        "off by 1e-9": NearMiss(off(cost), ("sampling",)),
    },
    note="The gain falls like 1/sqrt(d): the smallest batch already shows the curse of dimension.",
)
