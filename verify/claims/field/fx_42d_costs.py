"""The Sinkhorn divergence computed from transport costs."""

from analytic import entropic
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes.entropic_values import SHIFTED, VALUES
from verify.residuals import equals
from verify.residuals.entropic import debiased

claim = Claim(
    id="FX-42d",
    source="converse of FX-42c, without the entropy; reported as PythonOT/POT#383",
    says="The Sinkhorn divergence may be computed from the costs of the three couplings alone: their entropies cancel.",
    latex=r"S_\varepsilon=c(N_0,N_1)-\frac{1}{2}c(N_0,N_0)-\frac{1}{2}c(N_1,N_1)",
    formula=entropic.sinkhorn_of_costs,
    tests=identity(equals(debiased), VALUES),
    right_where=identity(equals(debiased), SHIFTED),
    repairs={"with the entropies": entropic.sinkhorn},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-42c",
    note="N(0, 1) and N(1, 4), weight 2: 1.9706 with the entropies, 2.0261 without, 4.0521 without and not halved. Where the "
    "covariances are equal the first two are one.",
)
