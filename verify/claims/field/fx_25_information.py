"""Information and the error of the best denoiser."""

from analytic import estimator, mixture
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Function, derivative
from verify.regimes.flows import INFORMED, INFORMED_SYMBOLIC
from verify.residuals.wrong import halved, off


def mean(mix: Law, t: Time, f: Function) -> Array:
    """E f(x_t), f (n, d) -> (n,): on a line by quadrature; of one Gaussian f is constant."""
    return f(mix.m)[0] if len(mix.w) == 1 else estimator.expectation(mix, t, f, 240, 12)


def information(mix: Law, t: Time) -> Array:
    """The entropy of x_t less that of (1 - t) x0."""
    ar, d = mix.ar, len(mix.m0)
    noise = ar.logdet(mix.S0) / 2 + d * ar.log(1 - t)
    if len(mix.w) == 1:
        return ar.logdet((1 - t) ** 2 * mix.S0 + t**2 * mix.C[0]) / 2 - noise
    return mean(mix, t, lambda y: -mixture.log_density(mix, t, y)) - noise - (1 + ar.log(2 * ar.pi())) / 2


def rate(mix: Law, t: Time) -> Array:
    """snr'/2 E tr S0^-1 Cov(x1 | x_t), snr = t^2/(1 - t)^2."""
    inverse = mix.ar.solve(mix.S0, mix.ar.eye(len(mix.m0)))
    error: Function = lambda y: mix.ar.einsum("ij,...ji->...", inverse, mixture.denoiser_covariance(mix, t, y))  # noqa: E731
    return t / (1 - t) ** 3 * mean(mix, t, error)


claim = Claim(
    id="FX-25",
    source="Guo, Shamai and Verdu 2005, I-MMSE",
    says="What x_t tells of the data grows by half the error of the best denoiser, per unit of signal to noise.",
    latex=r"\frac{dI(x_1;x_t)}{d\,\mathrm{snr}}=\frac{1}{2}\,\mathrm{mmse},\quad\mathrm{snr}=\frac{t^2}{(1-t)^2}",
    formula=rate,
    tests=derivative(information, INFORMED, INFORMED_SYMBOLIC, along="t", kinds=("rate",)),
    near_misses={"half": halved(rate), "off by 1e-9": off(rate)},
)
