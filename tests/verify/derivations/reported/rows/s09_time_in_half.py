# Tencent-Hunyuan/UniRL#438, huggingface/diffusers#9405: the noise level is rounded to bfloat16
import torch

from verify import derivation

CAUSES = {"wrong": "torch.as_tensor(t).double()"}


@derivation("velocity", convention="noise at 1", library="torch", assume="t>0")
def right(x, t, denoised):
    return (x - denoised) / t


@derivation("velocity", convention="noise at 1", library="torch", assume="t>0")
def wrong(x, t, denoised):
    return (x - denoised) / torch.as_tensor(t).to(torch.bfloat16).double()
