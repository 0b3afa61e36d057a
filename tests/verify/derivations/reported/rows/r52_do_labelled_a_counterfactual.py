# pymc-devs/pymc-examples#849, py-why/dowhy#1146: abduction, action, prediction; and an intervention that is called a counterfactual
import numpy as np

from verify import derivation

CAUSES = {"an_intervention": "the noise of the unit is not kept"}


@derivation("counterfactual", law="scm")
def right(B, x, k, value):
    u, B = x - B @ x, B.copy()
    B[k], u[k] = 0, value
    return np.linalg.solve(np.eye(len(x)) - B, u)


@derivation("counterfactual", law="scm")
def an_intervention(B, V, c, x, k, value):
    B, c = B.copy(), c.copy()
    B[k], c[k] = 0, value
    return np.linalg.solve(np.eye(len(x)) - B, c)
