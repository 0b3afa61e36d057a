# yifan123/flow_grpo#32, #234: the sign of dt in the mean of a step, in time that runs towards the data at 0
from verify import derivation

HERE = {"convention": "noise at 1", "assume": "0<t<1", "given": {"sigma": "noise_level"}}
CAUSES = {"wrong": '"x + v * dt'}


@derivation("euler_maruyama_mean", **HERE)
def right(x, t, dt, v, score, sigma):
    return x + v * dt - sigma**2 / 2 * score * dt


@derivation("euler_maruyama_mean", **HERE)
def wrong(x, t, dt, v, score, sigma):
    return x - v * dt - sigma**2 / 2 * score * dt
