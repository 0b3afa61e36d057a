"""PiGDM where its guess is right."""

from analytic import mixture, observed
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.observed import STANDARD_ENDS
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import observed as jointly


def guided(law: Law, t: Time, x: Points) -> Array:
    return observed.steered(law.mix, observed.pigdm_score(law.mix, law.H, law.R, law.y, t, x), t, x)


def written_out(law: Law, t: Time, x: Points, reverse: bool) -> Array:
    """v + k b/a^2 r^2 H^T (r^2 H H^T + R)^-1 (y - H D) of N(0, I), with r^2 of the other end of time, or r for r^2."""
    ar, (a, b, da, db) = law.ar, law.mix.path(law.ar, t)
    total = a * a + b * b
    r2 = b * b / total if reverse else ar.sqrt(a * a / total)
    e = law.y - mixture.denoiser(law.mix, t, x) @ law.H.T
    pull = ar.solve(r2 * law.H @ law.H.T + law.R, e) @ law.H
    return mixture.drift(law.mix, t, x) + (a * db - da * b) / a * (a * a / total) * pull


claim = Claim(
    id="FX-37g",
    source="Song et al. 2023; Pokle et al. 2024 for flows",
    says="PiGDM is exact if source and data are N(0, I): its guess, r^2 = a^2/(a^2 + b^2), is then the variance of x1 given x_t.",
    latex=r"\nabla\log h_t=\frac{b}{a^2}VH^T(r^2HH^T+R)^{-1}(y-HD),\quad V=r^2I,\ r^2=\frac{a^2}{a^2+b^2}",
    formula=guided,
    tests=identity(equals(jointly.velocity), STANDARD_ENDS),
    near_misses={
        "r^2 of reversed time": lambda law, t, x: written_out(law, t, x, True),
        "r for r^2": lambda law, t, x: written_out(law, t, x, False),
        "off by 1e-9": off(guided),
    },
)
