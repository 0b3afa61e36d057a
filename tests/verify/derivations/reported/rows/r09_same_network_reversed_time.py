# Physical-Intelligence/openpi#825: the same network, time reversed: what changes in the velocity
from verify import derivation

CAUSES = {"wrong": '"(x - x0_pred) / t"'}


@derivation("velocity", convention="noise at 1", assume="0<t<1")
def right(x, t, x0_pred):
    return (x - x0_pred) / t


@derivation("velocity", convention="noise at 1", assume="0<t<1")
def wrong(x, t, x0_pred):
    return (x0_pred - x) / t
