# modelscope/DiffSynth-Studio#1148: the weight of a timestep grows in the wrong direction
from verify import derivation

CAUSES = {"wrong": "the velocity loss in noise"}


@derivation("velocity_loss_in_data", convention="noise at 1")
def right(t):
    return 1 / t**2


@derivation("velocity_loss_in_data", convention="noise at 1")
def wrong(t):
    return 1 / (1 - t) ** 2
