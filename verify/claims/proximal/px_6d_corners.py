"""Theorem 4.4 where the manifold has corners."""

from verify.claim import Claim, Outcome, Standing, limit
from verify.claims.proximal.px_6d_corners_amended import ENDS, by_cell
from verify.regimes.manifolds import CIRCLE, SHELL, at_one
from verify.residuals.transport import normal, rescaled

claim = Claim(
    id="PX-6d",
    source="Proximal Operators, Theorem 4.4, without the assumption of one dimension everywhere",
    says="On the surface of a half disc (1 - t) Dv tends to -1 along one normal and to 0 along the tangent, from every x0.",
    latex=r"\lim_{t\to1}(1-t)Dv_t(x_t)=-nn^T",
    formula=normal,
    tests=limit(rescaled, ENDS),
    right_where=limit(rescaled, at_one((CIRCLE, SHELL))),
    repairs={"both directions contract at a corner": by_cell},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'the dynamics contracts exponentially in directions normal to the data manifold while remaining neutral along "
    "tangential directions' (abstract)",
    amended="PX-6d-amended",
    note="The support function of the half disc sends the half plane y_2 < 0, half of the mass, to the two corners, where DT = 0.",
)
