# probabilists/azula#31: a Gaussian denoiser by one solve, and by inverses
import numpy as np

from verify import derivation

CAUSES = {}
HERE = {"law": "gaussian", "assume": ("independent", "standard source", "regular", "t<1")}


@derivation("denoiser", **HERE)
def right(x, t, mean1, cov1):
    S = (1 - t) ** 2 * np.eye(len(mean1)) + t**2 * cov1
    return mean1 + t * np.linalg.solve(S, (x - t * mean1).T).T @ cov1


@derivation("denoiser", **HERE)
def by_inverses(x, t, mean1, cov1):
    P = np.linalg.inv(cov1)
    return (P @ mean1 + t / (1 - t) ** 2 * x) @ np.linalg.inv(P + (t / (1 - t)) ** 2 * np.eye(len(mean1)))
