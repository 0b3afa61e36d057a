"""The consistency function."""

from analytic import two_times
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, equation, identity
from verify.regimes.two_times import ENDING, SYMBOLIC, TO_THE_END
from verify.residuals.flows import flow_from_start
from verify.residuals.two_times import there
from verify.residuals.wrong import off
from verify.routes import conditional


def still(f: Formula) -> tuple[Formula, Formula]:
    """d_t f = -(Df) v at a fixed place."""

    def rate(law: Law, t: Time, x: Points) -> Array:
        return -law.ar.einsum("nij,nj->ni", two_times.consistency_jacobian(law, t, x), conditional.drift(law, t, x))

    return f, rate


def kept(formula: Formula, case: Case) -> Array:
    """Where the particle that started at x ends, whenever it is asked."""
    return there(formula)(case.law, case.t, case.x) - flow_from_start(case.law, case.ar.array(1), case.x)


claim = Claim(
    id="FX-34f",
    source="Song et al. 2023, consistency models, with time reversed",
    says="The consistency function, where the flow ends, keeps its value along the flow: its Jacobian carries the velocity.",
    latex=r"f(t,x)=\phi_{t\to1}(x),\quad f(t,\phi_t(x))=f(0,x),\quad\partial_tf+(Df)v=0",
    formula=two_times.consistency,
    tests=(*equation(still, TO_THE_END, SYMBOLIC, kinds=("rate",)), *identity(kept, ENDING)),
    near_misses={
        "the denoiser, one Euler step": lambda law, t, x: x + (1 - t) * conditional.drift(law, t, x),
        "where the flow began": lambda law, t, x: two_times.flow_map(law, t, 0, x),
        "time not reversed": lambda law, t, x: two_times.flow_map(law, 1 - t, 1, x),
        "off by 1e-9": off(two_times.consistency),
    },
)
