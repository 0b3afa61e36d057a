# tue-bmd/zea#551: Langevin noise is added to a flow without the drift that makes up for it
import sympy as sp

from verify import derivation

CAUSES = {"wrong": "the noise is not made up for"}
HERE = {"convention": "noise at 1", "assume": "0<t<1", "where": {"noise_level": sp.sqrt(sp.Symbol("t"))}}


@derivation("sde_drift", **HERE)
def right(x, t, denoised, score):
    return (x - denoised) / t - t / 2 * score


@derivation("sde_drift", **HERE)
def wrong(x, t, denoised):
    return (x - denoised) / t
