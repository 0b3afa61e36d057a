# lebellig/flow-matching#2: the sign of the conditional score in the score-matching loss
from verify import derivation

CAUSES = {"wrong": '"(t * x1 - x) / (1 - t) ** 2"'}


@derivation("conditional_score", assume="standard source")
def right(x, t, x1):
    return -(x - t * x1) / (1 - t) ** 2


@derivation("conditional_score", assume="standard source")
def wrong(x, t, x1):
    return (x - t * x1) / (1 - t) ** 2
