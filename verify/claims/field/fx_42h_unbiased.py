"""The Frechet distance of samples taken to be, on average, that of their laws."""

import numpy as np

from analytic import frechet
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Outcome, Standing, Test, sampling
from verify.claims.field.fx_42g_samples import average
from verify.regimes.frechet_pairs import APART, CONSTANT
from verify.residuals import equals
from verify.routes.normal_samples import distances, means


def of_laws(law: Law) -> Array:
    """Of N(0, V) and N(jump, V), whether one law or both are known by their samples only."""
    V = [[law.variance]]
    found = frechet.distance2(law.ar, [0], V, [law.jump], V)
    return np.array([found, found])


claim = Claim(
    id="FX-42h",
    source="converse of FX-42g",
    says="The Frechet distance of samples is on average that of their laws, zero for one law: means and variances are unbiased.",
    latex=r"EF(\hat m,\hat S;m,S)=F(m_0,S_0;m_1,S_1)",
    formula=of_laws,
    tests=(Test("balls", equals(means), APART), *sampling(lambda draw: draw.values, APART, draw=distances)),
    right_where=(Test("balls", equals(means), CONSTANT),),
    repairs={"and the bias of N draws": lambda law: of_laws(law) + average(law)},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-42g",
    note="So distances from samples of different sizes do not compare. Where all draws of a law are equal it is right.",
)
