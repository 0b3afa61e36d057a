# microsoft/otdd#16: for commuting covariances the distance of the roots, not of the matrices
import numpy as np
from scipy.linalg import sqrtm

from verify import derivation

CAUSES = {"wrong": "|S0 - S1|_F^2", "claimed_for_all": "right only when the covariances commute"}


@derivation("bures_distance2", law="transport", assume="commuting")
def right(S0, S1):
    return np.sum((sqrtm(S0) - sqrtm(S1)) ** 2)


@derivation("bures_distance2", law="transport", assume="commuting")
def wrong(S0, S1):
    return np.sum((S0 - S1) ** 2)


@derivation("bures_distance2", law="transport")
def claimed_for_all(S0, S1):
    return right(S0, S1)
