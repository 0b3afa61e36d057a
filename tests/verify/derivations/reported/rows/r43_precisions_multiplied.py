# sbi-dev/sbi#1561: the denoising posterior precision, a product where a sum belongs
import numpy as np

from verify import derivation

CAUSES = {"wrong": "np.linalg.inv(S1) + "}
HERE = {"law": "gaussian", "assume": ("independent", "standard source", "0<t<1")}


@derivation("denoiser_covariance", **HERE)
def right(x, t, S1):
    return np.linalg.inv(np.linalg.inv(S1) + (t / (1 - t)) ** 2 * np.eye(len(S1)))


@derivation("denoiser_covariance", **HERE)
def wrong(x, t, S1):
    return np.linalg.inv(np.linalg.inv(S1) * (t / (1 - t)) ** 2 * np.eye(len(S1)))
