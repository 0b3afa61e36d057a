# pgmpy/pgmpy#1605, #2714, #2795: mean and covariance of a linear Gaussian network, and do() that leaves the parameters as they are
import numpy as np

from verify import derivation

CAUSES = {"unsolved": "c, the means of the noises", "parents_kept": "the arrows into x_k kept"}


@derivation("mean", law="scm")
def right(B, c):
    return np.linalg.solve(np.eye(len(c)) - B, c)


@derivation("interventional_mean", law="scm")
def right_done(B, c, k, value):
    B, c = B.copy(), c.copy()
    B[k], c[k] = 0, value
    return np.linalg.solve(np.eye(len(c)) - B, c)


@derivation("mean", law="scm")
def unsolved(B, c):
    return c


@derivation("interventional_mean", law="scm")
def parents_kept(B, c, k, value):
    c = c.copy()
    c[k] = value
    return np.linalg.solve(np.eye(len(c)) - B, c)
