# threestudio-project/threestudio#127, openai/glide-text2im#52: cond + w (cond - uncond), where uncond + w (cond - uncond) is meant
from verify import derivation

CAUSES = {"wrong": '"v_uncond + w * (v_cond - v_uncond)"'}
HERE = {"given": {"v_uncond": "velocity"}}


@derivation("guided_velocity", **HERE)
def right(v_cond, v_uncond, w):
    return v_uncond + w * (v_cond - v_uncond)


@derivation("guided_velocity", **HERE)
def wrong(v_cond, v_uncond, w):
    return v_cond + w * (v_cond - v_uncond)
