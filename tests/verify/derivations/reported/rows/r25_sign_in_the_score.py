# yifan123/flow_grpo#145: the line as posted has x + t v where its own score gives x - t v
from verify import derivation

CAUSES = {"wrong": '"-(x - t * v) / (1 - t)"'}


@derivation("score", assume="standard source")
def right(x, t, v):
    return -(x - t * v) / (1 - t)


@derivation("score", assume="standard source")
def wrong(x, t, v):
    return -(x + t * v) / (1 - t)
