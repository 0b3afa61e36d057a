"""The published network, built anew, and the files of the published scripts."""

from pathlib import PurePosixPath

import torch

from learned import networks
from learned.train.start import seeded
from verify.papers.causality_delta import published_unet, scripts
from verify.papers.causality_delta.printed import BASE, PLANE_RATE
from verify.papers.causality_delta.published_unet import IMAGE, flowing, rate


def test_down_it_is_our_own_network_with_half_the_channels_at_the_bottom() -> None:
    """A network of other text, with the multipliers that were read off: the same channels leave each of its levels."""
    found = flowing()
    outs = [out for _, out in found.down]
    spec = {
        "kind": "flow-unet",
        "base": BASE,
        "multipliers": [n // BASE for n in outs],
        "time": 8,
        "bilinear": True,
        "norm": "group",
    }
    ours, seen = seeded(0, lambda: networks.build(spec, (3, IMAGE, IMAGE))).eval(), []
    for block in (ours.first, *ours.down):
        block.register_forward_hook(lambda own, x, y: seen.append(y.shape[1]))
    with torch.no_grad():
        ours(torch.zeros(1, 3, IMAGE, IMAGE), 0.5)
    assert seen == outs == [64, 128, 256, 512, 512]
    assert found.up == ((1024, 256), (512, 128), (256, 64), (128, 64)), "half the width of Table 2's, and all that came was taken"
    assert all(came == taken for came, taken in found.doubling)


def test_with_transposed_convolutions_the_image_ends_at_the_bottom() -> None:
    found = flowing(bilinear=False)
    assert [out for _, out in found.down] == [64, 128, 256, 512, 1024]
    assert (found.up, found.doubling) == ((), ((1024, 512),))


def test_a_rate_is_adamws_own_unless_it_is_given() -> None:
    assert (rate(), rate(lr=float(PLANE_RATE))) == ("0.001", "0.0001")


def test_scripts_save_below_their_own_names() -> None:
    """result/STEM of the script that is run, as the published package sets it; each name stands at one line."""
    stems = {"result/mnist_digit", scripts.FLOW, scripts.CLASSIFIER}
    saved, loaded = (*scripts.FIVES_SAVED, *scripts.CELEBA_SAVED), (*scripts.FIVES_LOADED, *scripts.CELEBA_LOADED)
    for named in (*saved, *loaded):
        assert str(PurePosixPath(named.file).parent) in stems and named.line > 0
    assert [PurePosixPath(n.file).name for n in saved[2:]] == [f"ckpt_step_{n}.pt" for n in (4, 8, 12, 16, 20)]
    assert len({(n.where, n.line) for n in loaded}) == len(loaded)
    assert published_unet.IMAGE // 2**4 == 1
