"""The average velocity of a particle between two times."""

from analytic import two_times
from verify.claim import Claim, equation, identity
from verify.regimes.two_times import MOVING, PLACES, SYMBOLIC
from verify.residuals.two_times import average, from_each, meets, travelled
from verify.residuals.wrong import negated, off
from verify.routes import conditional

claim = Claim(
    id="FX-34",
    source="Geng et al. 2025, MeanFlow; Boffi et al. 2024, flow maps",
    says="The mean velocity over [s, t] of the particle at x at time t is (phi(x) - x)/(s - t): one step of it lands on the flow.",
    latex=r"u(x;s,t)=\frac{1}{t-s}\int_s^tv(r,\phi_{t\to r}(x))\,dr=\frac{\phi_{t\to s}(x)-x}{s-t}",
    formula=average,
    tests=(*equation(travelled, MOVING, SYMBOLIC, kinds=("rate",)), *identity(meets, PLACES)),
    near_misses={
        "x taken at s": from_each(lambda law, s, t, x: two_times.average_velocity(law, t, s, x)),
        "sign": negated(average),
        "velocity at t": from_each(lambda law, s, t, x: conditional.drift(law, t, x)),
        "off by 1e-9": off(average),
    },
    note="On every path and coupling.",
)
