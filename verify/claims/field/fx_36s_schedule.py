"""Guidance on different schedules."""

from dataclasses import replace

from analytic import guidance
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import linear, shifted, trigonometric
from verify.claim import Claim, identity
from verify.regimes import ANISOTROPIC, LINE, NON_COMMUTING, along
from verify.regimes.guidance import guided as with_class
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import guided

TURNED = (*along((ANISOTROPIC, NON_COMMUTING, LINE), trigonometric), *along((LINE,), shifted))
REGIMES = tuple(with_class(r, c, w) for r, c, w in zip(TURNED, (0, [0, 1], [0], [0]), (2, 3, 4, 4), strict=True))


def rescaled(law: Law, t: Time, x: Points, total: int = 1) -> Array:
    """(c'/c) x + c s' v_w(s, x/c) of the linear path, c = a + b, s = b/c; `total` less leaves some of c'/c to the weights."""
    a, b, da, db = law.mix.path(law.ar, t)
    c, dc = a + b, da + db
    straight = replace(law.mix, path=linear)
    v = guidance.guided_velocity(straight, law.k, law.w, b / c, x / c)
    return (total + (1 - total) * law.w) * dc / c * x + (a * db - da * b) / c * v


claim = Claim(
    id="FX-36s",
    source="derived here; a constant weight, any mixture and class",
    says="With a constant weight guidance generates one law on all schedules from source to data: scale and clock pass the blend.",
    latex=r"v_w^{a,b}(t,x)=\frac{c'}{c}x+cs'\,v_w^{lin}(s,x/c),\quad c=a+b,\ s=b/c",
    formula=rescaled,
    tests=identity(equals(guided.velocity), REGIMES),
    near_misses={
        "scale counted w times": lambda law, t, x: rescaled(law, t, x, 0),
        "linear path": lambda law, t, x: guidance.guided_velocity(replace(law.mix, path=linear), law.k, law.w, t, x),
        "off by 1e-9": off(rescaled),
    },
)
