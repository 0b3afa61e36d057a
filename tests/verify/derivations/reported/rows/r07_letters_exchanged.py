# VinAIResearch/LFM#19: x_0 and x_1 exchanged against the common library
from verify import derivation

CAUSES = {"wrong": 'right with "x1_pred - x0_pred"'}


@derivation("velocity", convention="noise at 1")
def right(x, t, x0_pred, x1_pred):
    return x1_pred - x0_pred


@derivation("velocity", convention="noise at 1")
def wrong(x, t, x0_pred, x1_pred):
    return x0_pred - x1_pred
