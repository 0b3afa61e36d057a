# modelscope/DiffSynth-Studio#1141, sgl-project/sglang#18806: the log-probability of a step, summed over dimensions
import numpy as np

from verify import derivation

CAUSES = {"wrong_mean": "a mean over dimensions for a sum", "wrong_sign": "- np.log(std)"}
HERE = {"convention": "noise at 1", "assume": "0<t<1", "given": {"mean": "euler_maruyama_mean", "std": "step_deviation"}}


@derivation("step_log_probability", **HERE)
def right(mean, x_next, std):
    return (-((x_next - mean) ** 2) / (2 * std**2) - np.log(std) - np.log(2 * np.pi) / 2).sum(-1)


@derivation("step_log_probability", **HERE)
def wrong_mean(mean, x_next, std):
    return (-((x_next - mean) ** 2) / (2 * std**2) - np.log(std) - np.log(2 * np.pi) / 2).mean(-1)


@derivation("step_log_probability", **HERE)
def wrong_sign(mean, x_next, std):
    return (-((x_next - mean) ** 2) / (2 * std**2) + np.log(std) - np.log(2 * np.pi) / 2).sum(-1)
