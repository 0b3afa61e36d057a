"""The learning rate of the published script of the plane."""

from verify.claim import Claim, Test
from verify.claims.causality_delta.cd_5_4r_rate import rate, tenth
from verify.regimes.published import DEFAULT_RATE

claim = Claim(
    id="CD-5.4r-amended",
    source="amends Causality-Delta, 5.5, by its published code, scripts/2D/train/gaussian.py, line 25",
    says="It trains at AdamW's own rate, 1e-3.",
    latex=r"\eta=10^{-3}",
    formula=rate,
    tests=(Test("printed", lambda case: ("1e-3",), (DEFAULT_RATE,)),),
    near_misses={"its option's rate": tenth},
)
