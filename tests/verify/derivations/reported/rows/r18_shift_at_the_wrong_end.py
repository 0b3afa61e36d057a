# bghira/SimpleTuner#892, kohya-ss/sd-scripts#1541: on which time the shift acts
from verify import derivation

CAUSES = {"wrong": "time is reversed"}


@derivation("alpha", convention="shifted(3)")
def right(t):
    return (1 - t) / (1 + 2 * t)


@derivation("alpha", convention="shifted(3)")
def wrong(t):
    return 3 * (1 - t) / (1 + 2 * (1 - t))
