# NVlabs/FastGen#25: time is shifted in two of four places: the step in shifted time, the mean velocity per unit of time
from verify import derivation

CAUSES = {"wrong": '"t" for "3 * t / (1 + 2 * t)"'}
HERE = {"law": "gaussian", "convention": "shifted", "given": {"u_avg": "average_velocity"}}


def shift(t):
    return 3 * t / (1 + 2 * t)


@derivation("flow_step", **HERE)
def right(x, t, s, u_avg):
    return x + (s - t) * u_avg


@derivation("flow_step", **HERE)
def wrong(x, t, s, u_avg):
    return x + (shift(s) - shift(t)) * u_avg
