# Tencent-Hunyuan/Hunyuan3D-2#124: pred_x0 = sample - sigma v under reversed time
from verify import derivation

CAUSES = {"wrong": "equals the noise prediction"}


@derivation("denoiser", convention="noise at 1")
def right(sample, t, v):
    return sample - t * v


@derivation("denoiser", convention="flow matching")
def wrong(sample, t, v):
    return sample - t * v
