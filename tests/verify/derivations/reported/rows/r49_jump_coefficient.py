# facebookresearch/flow_matching#78: the jump coefficient of discrete flow matching is kappa'/(1 - kappa)
from verify import derivation

CAUSES = {"wrong": '"dalpha / (1 - alpha_t)"'}


@derivation("jump_rate", assume="0<t<1")
def right(t, alpha_t, dalpha):
    return dalpha / (1 - alpha_t)


@derivation("jump_rate", assume="0<t<1")
def wrong(t, alpha_t, dalpha):
    return dalpha / alpha_t
