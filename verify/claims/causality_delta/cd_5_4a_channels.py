"""What Table 2 should print for the baseline network."""

from verify.claim import Claim, Test
from verify.claims.causality_delta.cd_5_4_channels import as_printed, residual, right
from verify.regimes.tables import BILINEAR

claim = Claim(
    id="CD-5.4a",
    source="amends Causality-Delta, Table 2, FlowUNet (baseline)",
    says="The published baseline, with its default bilinear upsampling, has the multipliers 1, 2, 4, 8, 8.",
    latex=r"64\cdot(1,2,4,8,8)",
    formula=right,
    tests=(Test("balls", residual, (BILINEAR,)),),
    near_misses={"as printed": as_printed, "four levels": lambda law: law.ar.array([1, 2, 4, 4, 8])},
    note="Table 3's learning rate 2e-4 and the 2-D experiment's 1e-4 are options of the code; the 2-D script ignores its own.",
)
