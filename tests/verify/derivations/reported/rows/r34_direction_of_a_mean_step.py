# primepake/splitmeanflow#2: z_s = z_t - (t - s) u, in which direction
from verify import derivation

CAUSES = {"wrong": '"z - (t - s) * u_avg"'}
HERE = {"law": "gaussian", "convention": "meanflow", "given": {"u_avg": "average_velocity"}}


@derivation("flow_step", **HERE)
def right(z, t, s, u_avg):
    return z - (t - s) * u_avg


@derivation("flow_step", **HERE)
def wrong(z, t, s, u_avg):
    return z + (t - s) * u_avg
