"""Fig. 1: the published analytical field from N(0, 1) to N(0, 1)."""

from flint import acb

from analytic.arithmetic import Array
from verify.claim import Case, Claim, Formula, Outcome, Standing, Test, identity, network
from verify.papers.causality_delta.slips import line_drift
from verify.regimes.flows import EQUAL_ENDS, EQUAL_ENDS_EARLY
from verify.regimes.trained import LINE_STANDARD
from verify.residuals import equals, flows
from verify.routes import conditional

right: Formula = lambda pair, t, x: (2 * t - 1) / ((1 - t) ** 2 + t**2) * x  # noqa: E731


def end(formula: Formula, case: Case) -> Array:
    """The factor exp(int v(1, t) dt) that the flow puts on x, less 1: the variance must be kept."""
    return case.ar.exp(acb.integral(lambda t, _: formula(case.law, t, 1), 0, 1).real) - 1 + 0 * case.x


RESIDUAL = equals(conditional.drift)
claim = Claim(
    id="CD-6.1",
    source="Causality-Delta, Fig. 1 and 6.1; its published code",
    says="The curves drawn as analytical in Fig. 1 carry N(0, 1) to N(0, 1): their field has (1 + t)^2 + t^2 below.",
    latex=r"v=\frac{2t-1}{(1+t)^2+t^2}\,x",
    formula=line_drift,
    tests=(
        Test("balls", end, EQUAL_ENDS),
        *(test for r in (flows.second_moments, RESIDUAL) for test in identity(r, EQUAL_ENDS)),
        *network((LINE_STANDARD,)),
    ),
    right_where=identity(RESIDUAL, EQUAL_ENDS_EARLY),
    repairs={"(1 - t)^2 + t^2": right},
    expect=Outcome.REFUTED,
    standing=Standing.PRINTED,
    amended="CD-6.1a",
    note="They end at 0.8846 x and pass 0.8308 x at t = 1/2, instead of x and 0.7071 x: the difference that the text remarks on.",
)
