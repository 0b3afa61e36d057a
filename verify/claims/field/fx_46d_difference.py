"""A counterfactual moves every unit alike."""

from analytic import interventions
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import NUMBERS, ROOT, ROOT_SYMBOLIC, SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.causes import covariance, path_sums


def moved(law: Law) -> Array:
    return interventions.counterfactual(law.model, law.x, law.k, law.value) - law.x


def by(law: Law, slope: Array) -> Array:
    return (law.value - law.x[:, law.k, None]) * slope


def seen(law: Law) -> Array:
    return by(law, covariance(law.model)[:, law.k] / covariance(law.model)[law.k, law.k])


def by_effects(law: Law) -> Array:
    return by(law, path_sums(law.ar, law.model.B)[:, law.k])


def direct(law: Law) -> Array:
    return by(law, (law.ar.eye(len(law.model.V)) + law.model.B)[:, law.k])


claim = Claim(
    id="FX-46d",
    source="derived here; Pearl 2009, 7.1",
    says="In a linear model a counterfactual moves each unit by the total effects times the change of x_k, whatever its noises.",
    latex=r"x'-x=T_{\cdot k}(v-x_k)",
    formula=moved,
    tests=identity(equals(by_effects), (*NUMBERS, *ROOT), (*SYMBOLIC, *ROOT_SYMBOLIC)),
    near_misses={"by the slope seen": seen, "by direct effects": direct, "off by 1e-9": off(moved)},
)
