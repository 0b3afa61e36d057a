"""Two directions of time on the linear path."""

from dataclasses import replace

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import backward, linear
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import INSIDE, along
from verify.residuals import equals
from verify.residuals.wrong import negated, off
from verify.routes import conditional


def reversed_velocity(mix: Law, t: Time, x: Points) -> Array:
    return -mixture.drift(replace(mix, path=linear), 1 - t, x)


claim = Claim(
    id="FX-33b",
    source="MeanFlow (Geng et al. 2025) and image models, noise at 1; pi0 (Black et al. 2024), data at 1",
    says="With the noise at time 1, as in MeanFlow and most image models, the velocity is minus that at 1 - t, as pi0 has it.",
    latex=r"v^{noise\ at\ 1}(t,x)=-v^{data\ at\ 1}(1-t,x)",
    formula=reversed_velocity,
    tests=(
        *identity(equals(conditional.drift), along(INSIDE, backward(linear))),
        *sampling(lambda draw: draw.velocity, along(INSIDE[-1:], backward(linear)), 50_000),
    ),
    near_misses={
        "the sign not changed": negated(reversed_velocity),
        "time not reversed": lambda mix, t, x: -mixture.drift(replace(mix, path=linear), t, x),
        "off by 1e-9": NearMiss(off(reversed_velocity), ("sampling",)),
    },
)
