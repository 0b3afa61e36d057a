"""Schroedinger bridges between Gaussians."""

from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from typing import Any

from analytic import bridge, interpolant
from analytic.arithmetic import Arithmetic
from verify.claim import Formula, Kinds, NearMiss, Regime
from verify.regimes.derived import at_one_point, timed
from verify.regimes.mixtures import CLOSED
from verify.regimes.pairs import PAIR, PAIR_3D, PAIR_ALIGNED, PAIR_NEARLY_SINGULAR, TRANSPORTS


def _bridge(pair: Regime, sigma: F | int, times: tuple[F, ...] = ()) -> Regime:
    law: Any = pair.law
    name, about = f"{pair.name}, bridge {sigma}", f"{pair.about.removesuffix(', independent ends')}, sigma = {sigma}"
    return replace(pair, name=name, about=about, law=partial(bridge.bridge, **law.keywords, sigma=sigma), times=times or pair.times)


BRIDGE = _bridge(PAIR, F(4, 5), CLOSED)
BRIDGE_3D = _bridge(PAIR_3D, F(3, 2))
BRIDGE_ALIGNED = _bridge(PAIR_ALIGNED, 1, CLOSED)
BRIDGES = (BRIDGE, BRIDGE_3D, _bridge(PAIR_NEARLY_SINGULAR, F(1, 3)), BRIDGE_ALIGNED)
NOT_COMMUTING = BRIDGES[:3]


def symbolic_bridge() -> Regime:
    """Variances a^2 + 1, b^2 + 1, noise k^2 + 1: positive; means, t and x as symbols."""

    def law(ar: Arithmetic) -> bridge.Bridge:
        S0, S1, sigma = (1 + ar.array(name)[()] ** 2 for name in ("a", "b", "k"))
        return bridge.bridge(ar, ["m0"], [[S0]], ["m1"], [[S1]], sigma)

    return Regime("symbols, bridge", "all parameters, d=1", law, ("t",), (("x",),))


HALF_COST, TRANSPOSED, INDEPENDENT = HOW = ("weight of half the cost", "covariance transposed", "independent ends")


def recoupled(law: bridge.Bridge, X: Any) -> bridge.Bridge:
    """The same ends and noise with another Cov[x0, x1]: its law is an interpolant's, but no bridge's."""
    pair = replace(law.process.pair, X=X)
    return replace(law, process=replace(law.process, pair=pair))


def otherwise_coupled(law: bridge.Bridge) -> dict[str, bridge.Bridge]:
    """By what is usually taken for the entropic coupling."""
    ar, p, s = law.ar, law.process.pair, law.sigma
    return {
        HALF_COST: recoupled(law, interpolant.entropic_cross(ar, p.S0, p.S1, s * s)),
        TRANSPOSED: recoupled(law, p.X.T),
        INDEPENDENT: recoupled(law, 0 * p.X),
    }


def coupled(f: Formula, how: str) -> Formula:
    """f of the law that is otherwise coupled."""
    return lambda law, *at: f(otherwise_coupled(law)[how], *at)


def miscoupled(f: Formula, flat: Kinds = ()) -> dict[str, NearMiss]:
    """Near misses; evidence on a line, of kinds `flat`, cannot see what is transposed."""
    return {how: NearMiss(coupled(f, how), flat if how == TRANSPOSED else ()) for how in HOW}


ONE_TRANSPORT, LINE_TRANSPORT = ((r,) for r in timed(at_one_point((TRANSPORTS[0], TRANSPORTS[-1]), 0)))
