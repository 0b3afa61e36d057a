"""Doors of what takes two times: a particle of the flow, noise added step by step."""

from analytic import gaussian, mixture, noising, proximal, two_times
from analytic.arithmetic import Arithmetic
from verify.suites.refusals.door import ALL, VALUES, Door
from verify.suites.refusals.formulas import ENDS, INNER, X
from verify.suites.refusals.laws import H, I, Q, S


def pair(ar: Arithmetic) -> gaussian.Pair:
    return gaussian.independent(ar, [0, 0], I, [1, 2], S)


def potential(ar: Arithmetic) -> proximal.Potential:
    return proximal.quadratic(ar, S, [0, 1])


def modes(ar: Arithmetic) -> mixture.Mixture:
    return mixture.mixture(ar, [H, H], [[-1], [1]], [[[1]], [[2]]])


DOORS = (
    Door("two_times.average_velocity: two times", lambda ar, v: two_times.average_velocity(pair(ar), v, H, X), H - ENDS, H,
         "use drift", VALUES),
    Door("two_times.flow_map: a law with a flow", lambda ar, v: two_times.flow_map(v(ar), Q, H, X), pair, potential,
         "give a gaussian.Pair or a mixture.Mixture", ALL, TypeError),
    Door("two_times.average_velocity: an s for each point", lambda ar, v: two_times.average_velocity(modes(ar), v, H, [[H]]), [Q],
         [Q, Q], "or one per point", VALUES),
    Door("noising.transition: away from the data", lambda ar, v: noising.transition(modes(ar), v, H), H, H - ENDS, "s - t", VALUES),
    Door("noising.transition: data at s", lambda ar, v: noising.transition(modes(ar), v, 0), ENDS, 0, "take s > 0", VALUES),
    Door("noising.transition: noise at t", lambda ar, v: noising.transition(modes(ar), 1, v), INNER, 1, "take t < 1", VALUES),
    Door("noising.posterior_mean: x1 like x", lambda ar, v: noising.posterior_mean(modes(ar), H, Q, [[H], [Q]], v), [[H], [0]],
         [[H]], "of the shape of x", VALUES),
    Door("noising.transition: one s", lambda ar, v: noising.transition(modes(ar), v, Q), H, [H], "two numbers s and t", VALUES),
    Door("noising.transition: one t", lambda ar, v: noising.transition(modes(ar), H, v), Q, [Q], "two numbers s and t", VALUES),
)  # fmt: skip
