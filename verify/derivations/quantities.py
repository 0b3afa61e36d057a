"""The named quantities of flow matching: what a derivation can be said to be `of`, and what a wrong one may turn out to be.

Conventions: t = 0 is the source, t = 1 the data; x_t = a x0 + b x1; points are rows; jacobian[i, j] = du_i/dx_j.
Laws: "mixture" (source N(m0, S0), data sum_k w_k N(m_k, C_k), independent), "gaussian" (a jointly Gaussian pair, any
coupling), "line" (a mixture with d = 1), "points" (a mixture with C_k = 0), "transport" (the Brenier map between two Gaussians),
"scm" (a linear Gaussian structural model).
"""

import re
from dataclasses import replace
from difflib import get_close_matches

from analytic import brenier, gaussian, line, mixture
from analytic.options import UnknownName
from verify.derivations import (
    causal_quantities,
    component_quantities,
    conditional_quantities,
    flow_quantities,
    operand_quantities,
    path_quantities,
    sampler_quantities,
    transport_quantities,
)
from verify.derivations import compositions as by
from verify.derivations.quantity import LENGTH, RATE, SQUARE
from verify.derivations.quantity import Quantity as Quantity

SPECIAL = {"points": ("mixture", "data at points")}  # laws that are others with an assumption


_DISPLACED = by.everywhere(brenier.displacement_jacobian)
_ALL = (
    Quantity(
        "velocity",
        "u = E[a'x0 + b'x1 | x_t = x]; linear path: E[x1 - x0 | x_t = x]",
        "(..., d)",
        by.for_all(mixture.drift, gaussian.drift, brenier.displacement_drift),
        rate=RATE,
    ),
    Quantity("denoiser", "E[x1 | x_t = x], x1 the data", "(..., d)", by.for_all(mixture.denoiser, gaussian.denoiser)),
    Quantity("noise", "E[x0 | x_t = x], x0 the source", "(..., d)", by.for_all(mixture.noise, gaussian.noise)),
    Quantity(
        "v_prediction",
        "E[b x0 - a x1 | x_t = x]: with data at scale alpha = b and noise at sigma = a, alpha noise - sigma data",
        "(..., d)",
        by.for_all(by.turned(mixture.drift), by.turned(gaussian.drift)),
    ),
    Quantity("score", "grad log p_t(x)", "(..., d)", by.for_all(mixture.score, gaussian.score)),
    Quantity("log_density", "log p_t(x)", "(...)", by.for_all(mixture.log_density, gaussian.log_density)),
    Quantity("responsibilities", "r_k = P(component k | x_t = x)", "(..., K)", by.for_mixtures(mixture.responsibilities)),
    Quantity("responsibility_gradients", "dr_k/dx_i", "(..., K, d)", by.for_mixtures(mixture.responsibility_gradients)),
    Quantity(
        "jacobian",
        "du_i/dx_j of the velocity u",
        "(..., d, d)",
        by.for_all(mixture.jacobian, gaussian.jacobian, _DISPLACED),
        rate=RATE,
    ),
    Quantity(
        "denoiser_jacobian",
        "dE[x1 | x_t = x]_i/dx_j",
        "(..., d, d)",
        by.for_all(by.predicted(mixture.jacobian, 0, 1), by.predicted(gaussian.jacobian, 0, 1)),
    ),
    Quantity(
        "noise_jacobian",
        "dE[x0 | x_t = x]_i/dx_j",
        "(..., d, d)",
        by.for_all(by.predicted(mixture.jacobian, 1, 0), by.predicted(gaussian.jacobian, 1, 0)),
    ),
    Quantity("score_jacobian", "d^2 log p_t/dx_i dx_j", "(..., d, d)", by.for_all(mixture.score_jacobian, gaussian.score_jacobian)),
    Quantity(
        "jacobian_do",
        "B_k = (a a' S0 + b b' C_k) S_k^-1, the Jacobian with the component held at k; k = 0, or write jacobian_do[k]",
        "(..., d, d)",
        by.held(0),
        rate=RATE,
    ),
    Quantity("blend", "sum_k r_k B_k: du/dx, responsibilities held", "(..., d, d)", by.for_mixtures(mixture.blend), rate=RATE),
    Quantity(
        "divergence",
        "div u = sum_i du_i/dx_i",
        "(...)",
        by.for_all(mixture.divergence, gaussian.divergence, by.trace(_DISPLACED)),
        rate=RATE,
    ),
    Quantity(
        "denoiser_covariance",
        "Cov[x1 | x_t = x]",
        "(..., d, d)",
        by.for_all(mixture.denoiser_covariance, by.predicted(by.residual, 0, 1)),
    ),
    Quantity(
        "residual_covariance",
        "Cov[a'x0 + b'x1 | x_t = x]: what the best velocity leaves of the loss",
        "(..., d, d)",
        by.for_all(mixture.residual_covariance, by.residual),
        rate=SQUARE,
    ),
    Quantity(
        "jacobian_gram",
        "J J^T, J = du/dx",
        "(..., d, d)",
        by.for_all(by.gram(mixture.jacobian), by.gram(gaussian.jacobian)),
        rate=SQUARE,
    ),
    Quantity(
        "jacobian_row_norms",
        "|du_i/dx|, the length of row i of du/dx",
        "(..., d)",
        by.for_all(by.row_norms(mixture.jacobian), by.row_norms(gaussian.jacobian)),
        rate=LENGTH,
    ),
    Quantity(
        "mean",
        "E[x_t]",
        "(d,)",
        by.for_all(by.moment(0, mixture.moments), by.moment(0, gaussian.moments)) | causal_quantities.MEAN,
        free_of=frozenset({"variances"}),
    ),
    Quantity(
        "covariance",
        "Cov[x_t]",
        "(d, d)",
        by.for_all(by.moment(1, mixture.moments), by.moment(2, gaussian.moments)) | causal_quantities.COVARIANCE,
        free_of=causal_quantities.INTERCEPTS,
    ),
    *component_quantities.QUANTITIES,
    *path_quantities.QUANTITIES,
    *operand_quantities.QUANTITIES,
    Quantity("cdf", "P(x_t <= x), d = 1", "(..., 1)", {"line": line.cdf}),
    *flow_quantities.QUANTITIES,
    *transport_quantities.QUANTITIES,
    *sampler_quantities.QUANTITIES,
    *conditional_quantities.QUANTITIES,
    *causal_quantities.QUANTITIES,
)
QUANTITIES: dict[str, Quantity] = {q.name: q for q in _ALL}


def find(name: str) -> Quantity:
    """The quantity of this name; jacobian_do[2] holds component 2. KeyError with suggestions."""
    __tracebackhide__ = True
    if name in QUANTITIES:
        return QUANTITIES[name]
    if match := re.fullmatch(r"jacobian_do\[(\d+)\]", name):
        k = int(match[1])
        return replace(QUANTITIES["jacobian_do"], name=name, of=by.held(k), needs=frozenset({f"K>{k}"}))
    near = get_close_matches(name, QUANTITIES, 3, 0.4)
    raise UnknownName(
        f"{name!r} is no known quantity: " + (f"did you mean {' or '.join(near)}?" if near else ", ".join(QUANTITIES))
    )
