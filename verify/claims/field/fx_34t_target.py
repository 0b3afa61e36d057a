"""What MeanFlow regresses on."""

from analytic import two_times
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes.two_times import DRAWN, PLACES
from verify.residuals.two_times import target_from_start, target_mean
from verify.residuals.wrong import off
from verify.routes import conditional


def mean(law: Law, t: Time, x: Points) -> Array:
    return two_times.average_velocity(law, 0, t, x)


claim = Claim(
    id="FX-34t",
    source="Geng et al. 2025, MeanFlow, with time reversed",
    says="With the pair's velocity as velocity and as tangent, MeanFlow's regression target has the average velocity as mean.",
    latex=r"\mathrm{E}[\dot x_t-(t-s)(\partial_tu+(\nabla u)\dot x_t)\mid x_t]=u",
    formula=mean,
    tests=(*identity(target_mean, PLACES), *sampling(target_from_start, DRAWN, 20_000)),
    near_misses={
        "the velocity": lambda law, t, x: conditional.drift(law, t, x),
        "of the rest of the way": lambda law, t, x: two_times.average_velocity(law, 1, t, x),
        "off by 1e-9": NearMiss(off(mean), ("sampling",)),
    },
)
