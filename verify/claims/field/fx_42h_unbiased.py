"""Samples of one law taken to have no Frechet distance on average."""

from verify.claim import Claim, Outcome, Standing, Test, sampling
from verify.claims.field.fx_42g_samples import average
from verify.regimes.frechet_pairs import CONSTANT, SAMPLED
from verify.residuals import equals
from verify.routes.normal_samples import distances, means

claim = Claim(
    id="FX-42h",
    source="converse of: two laws are one if their Frechet distance is zero and they are normal",
    says="The Frechet distance of samples of one law is zero on average, since mean and variance are estimated without bias.",
    latex=r"EF(\hat m,\hat S;m,S)=0",
    formula=lambda law: 0 * average(law),
    tests=(Test("balls", equals(means), SAMPLED), *sampling(lambda draw: draw.values, SAMPLED[:2], draw=distances)),
    right_where=(Test("balls", equals(means), CONSTANT),),
    repairs={"the bias of N draws": average},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-42g",
    note="So distances from samples of different sizes do not compare. Where all draws are equal it is zero.",
)
