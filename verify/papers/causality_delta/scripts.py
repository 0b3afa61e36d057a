"""What the published training scripts save, and what its README asks the evaluation to load (causdiff, commit f8bcfdb, MIT).

Every script writes into result/STEM, STEM its own file's name (`causdiff/__init__.py`, line 6). Facts only: no code is copied.
"""

from typing import NamedTuple


class Named(NamedTuple):
    """A file of weights, by its path from the repository's root, and the line of the text that names it."""

    where: str
    line: int
    file: str


FLOW, CLASSIFIER = "result/celeba", "result/ResNet_Attributes_classifier_celebA"
EPOCHS, EVERY = 20, 4  # the defaults of the classifier's script, lines 53 and 58: a checkpoint of every fourth epoch
FIVES_SAVED = (
    Named("scripts/image/train/mnist_digit.py", 36, "result/mnist_digit/unet_mnist_digit_weights_final.pt"),
)  # the flow of fives
CELEBA_SAVED = (
    Named("scripts/image/train/celeba.py", 74, f"{FLOW}/unet_attention_celeba_weights_final.pt"),
    *(Named("causdiff/utils/misc_utils.py", 16, f"{CLASSIFIER}/ckpt_step_{n}.pt") for n in range(EVERY, EPOCHS + 1, EVERY)),
)
FIVES_LOADED = (Named("README.md", 43, "result/mnist_digit/unet_mnist_digit_weights_final.pt"),)
CELEBA_LOADED = (
    Named("README.md", 58, f"{FLOW}/unet_celeba_weights_final.pt"),
    Named("README.md", 59, f"{CLASSIFIER}/ckpt_step_40.pt"),
)
