"""The worked example of a text book: homework, encouragement, scores."""

import numpy as np

from analytic import interventions, scm
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import JOE
from verify.residuals.causes import exactly
from verify.residuals.wrong import off


def answers(law: Law) -> Array:
    """Joe's noise of Y, his Y had H been 2, the mean of Y if all had H = 2."""
    u = interventions.abduct(law.model, law.x)[0, 2]
    his = interventions.counterfactual(law.model, law.x, 1, law.value)[0, 2]
    return np.stack([u, his, scm.mean(interventions.do(law.model, 1, law.value))[2]])


def of_all(law: Law) -> Array:
    """The population's answer for Joe."""
    return answers(law)[[0, 2, 2]]


claim = Claim(
    id="FX-46j",
    source="Pearl, Glymour and Jewell 2016, 4.2.3",
    says="Joe, with encouragement 1/2, homework 1, score 3/2, would have scored 1.90 with homework 2; the mean of all is 0.80.",
    latex=r"Y_{H=2}(Joe)=\frac{19}{10},\quad E[Y|do(H=2)]=\frac{4}{5}",
    formula=answers,
    tests=identity(exactly("3/4 19/10 4/5"), (JOE,)),
    near_misses={"what doing gives all": of_all, "off by 1e-9": off(answers)},
)
