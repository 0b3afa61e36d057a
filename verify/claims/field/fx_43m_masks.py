"""Masks: what is unmasked does not depend on when."""

import numpy as np

from analytic import states
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Function, identity
from verify.regimes.chains import HIDDEN, MASKED, MASKED_TRIPLE, STEADY
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import arrivals

alone: Function = lambda law: 0 * arrivals.given_shown(law) + arrivals.given_shown(law)[-1]  # noqa: E731


def unmask(law: Law, t: Time, given: Function = arrivals.given_shown, left: bool = True) -> Array:
    """From x to y, which shows one token more: k'/(1 - k) times the chance of that token given those shown."""
    (_, k, _, dk), x, q = law.path(law.ar, t), states.tokens(law), given(law)
    u = 0 * states.conditional(law, t)
    for i, j in np.ndindex(u.shape):
        new = np.flatnonzero(x[i] != x[j])
        if len(new) == 1 and x[i, new[0]] == len(law.p0) - 1:
            u[i, j] = dk / (1 - k if left else k) * q[i, new[0], x[j, new[0]]]
    return u - law.ar.eye(len(x)) * u.sum(-1)[:, None]


claim = Claim(
    id="FX-43m",
    source="Sahoo et al. 2024; Shi et al. 2024; Ou et al. 2024, masked diffusion",
    says="Each masked token is shown at the rate k'/(1 - k), by a draw given the shown tokens, which time does not enter.",
    latex=r"u(x,y)=\frac{\dot\kappa}{1-\kappa}P(x_1^i=y^i|x_1^{shown})",
    formula=unmask,
    tests=identity(equals(states.rates), (MASKED, STEADY, HIDDEN, MASKED_TRIPLE)),
    near_misses={
        "whatever is shown": lambda law, t: unmask(law, t, alone),
        "k'/k": lambda law, t: unmask(law, t, arrivals.given_shown, False),
        "off by 1e-9": off(unmask),
    },
)
