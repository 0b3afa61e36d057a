"""The conditional score."""

from analytic import conditional, mixture
from verify.claim import Claim, derivative
from verify.regimes.given_ends import GIVEN, symbolic_point
from verify.residuals.given_ends import at_data
from verify.residuals.wrong import negated, off

score = at_data(conditional.score)

claim = Claim(
    id="FX-40s",
    source="Song et al. 2021, denoising score matching; Lipman et al. 2023",
    says="Given x1 the score is minus S0^-1 (x - a m0 - b x1)/a^2: minus the noise over a, where the source is standard.",
    latex=r"\nabla\log p_t(x|x_1)=-\frac{1}{a^2}S_0^{-1}(x-am_0-bx_1)",
    formula=score,
    tests=derivative(mixture.log_density, GIVEN, (symbolic_point(1), symbolic_point(2))),
    near_misses={
        "the sign": negated(score),
        "a for a^2": lambda law, t, x: law.path(law.ar, t)[0] * score(law, t, x),
        "a standard source": lambda law, t, x: law.ar.einsum("ij,nj->ni", law.S0, score(law, t, x)),
        "off by 1e-9": off(score),
    },
)
