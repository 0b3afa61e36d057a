"""Ancestral steps taken to keep the law whatever the data are."""

from functools import partial

from analytic import samplers
from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, Outcome, Standing, identity
from verify.regimes import timed
from verify.regimes.steps import PAIRS_INSIDE, POINT
from verify.residuals.flows import covariance
from verify.residuals.steps import carried, path_at
from verify.routes import conditional


def after(pair: Law, t: Time, spread: int = 0) -> Array:
    """The covariance after a step half of the way to the data; `spread` 1: that of x1 given x_t is drawn, too."""
    s, d = (1 + t) / 2, len(pair.m0)
    kept = carried(samplers.ddim_step, 1, pair, t, s)
    (a, b), (a1, b1) = path_at(pair, t), path_at(pair, s)
    share = b1 - b * b * a1 * a1 / (b1 * a * a)
    return kept + spread * share * share * conditional.covariance_of_ends(pair, t)[d:, d:]


def residual(formula: Formula, case: Case) -> Array:
    return case.value(formula) - covariance(case.law, case.ar.array((1 + case.t) / 2))


claim = Claim(
    id="FX-35z",
    source="converse of FX-35y; with the spread, Bao et al. 2022",
    says="With the exact denoiser an ancestral step takes the law of x_t to that of x_s, however long it is.",
    latex=r"MS_tM^T+a_s^2(1-q^2)S_0=S_s",
    formula=after,
    tests=identity(residual, PAIRS_INSIDE[:2]),
    right_where=identity(residual, timed((POINT,))),
    repairs={"the spread of the data given x_t drawn too": partial(after, spread=1)},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-35y",
)
