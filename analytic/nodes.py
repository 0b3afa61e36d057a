"""One variable given its causes, on a line: its law, and what it would have been, by the flow of that law.

    x = f + s u,  u ~ the noise,  f and s > 0 of the causes;    F the law of x given the causes as seen, F' as set
    x' = F'^-1(F(x)) = phi'_{0->1}(phi_{1->0}(x)) = f' + (s'/s)(x - f)

On a line each flow keeps quantiles (`line`), so one flow for each node, given its causes, taken back with those seen and forth with
those set, is abduction, action and prediction: exact for every f, additive noise (s = 1) of any law, every path and source. Of all
models of one law given causes those that increase in their noise agree; others need not.
Letters: noise a `Mixture` with d = 1, at t = 1 the law of u; f, s numbers; w (n,) weights of n settings of causes; x (..., 1).
Errors: ValueError at the door. Source: Pearl 2009, 7.1; derived here; flows for each node: DoFlow 2025, PO-Flow 2025.
"""

from typing import Any

from analytic import door, line
from analytic._answers import finite
from analytic.arithmetic import Array, Points
from analytic.mixture import Mixture, mixture


def given(noise: Mixture, location: Any, scale: Any = 1) -> Mixture:
    """The law of f + s u, s > 0."""
    f, s = (door.number(noise.ar, name, a) for name, a in (("location", location), ("scale", scale)))
    door.positive(noise.ar, "scale", s)
    return _of(noise, noise.w, f + s * noise.m, s * s * noise.C)


def over(noise: Mixture, weights: Any, locations: Any) -> Mixture:
    """The law of f + u where f is locations[i] with probability weights[i], whatever u.

    With P(i) as weights it is the law once other causes are set; with P(i | those causes) the law where they are seen.
    """
    ar = noise.ar
    w, f = door.array(ar, "weights", weights), door.array(ar, "locations", locations)
    if w.ndim != 1 or tuple(f.shape) != tuple(w.shape):
        raise ValueError(f"weights have shape {tuple(w.shape)}, locations {tuple(f.shape)}: both must be (n,)")
    door.weights(ar, weights, w)
    door.finite(ar, "locations", f)
    means, covs = f[:, None, None] + noise.m, noise.C + 0 * f[:, None, None, None]
    return _of(noise, *(a.reshape(-1, *a.shape[2:]) for a in (w[:, None] * noise.w, means, covs)))


@finite
def counterfactual(seen: Mixture, done: Mixture, x: Points) -> Points:
    """x' = F'^-1(F(x)), (..., 1): back to the source by the flow of the law seen, forth by that of the law once causes are set."""
    for a, b in ((seen.m0, done.m0), (seen.S0, done.S0)):
        door.zero(seen.ar, a - b, "the two laws have different sources: a unit keeps its latent, so build both with one")
    return line.flow_map(done, 0, 1, line.flow_map(seen, 1, 0, x))


def _of(noise: Mixture, w: Array, m: Array, C: Array) -> Mixture:
    if noise.m.shape[1] != 1:
        raise ValueError(f"the noise has d = {noise.m.shape[1]}: that of one variable has d = 1")
    return mixture(noise.ar, w, m, C, noise.m0, noise.S0, noise.path)
