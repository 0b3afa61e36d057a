"""Entries of the catalogue that no claim decides: why, and what would."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Undecided:
    id: str
    says: str
    reason: str
    by: str  # what would decide it


UNDECIDED = (
    Undecided(
        "CD-5.5",
        "The published training and evaluation scripts fit together: the weights that one saves, the other loads.",
        "Read in the code, and false there: CelebA's flow is saved as unet_attention_celeba_weights_final.pt and loaded as "
        "unet_celeba_weights_final.pt, its classifier saved for 20 epochs and loaded as that of epoch 40. A check of what was "
        "read against itself could not fail.",
        "Running the published scripts one after the other.",
    ),
    Undecided(
        "RF-21",
        "Tables 1 to 3 and the p-value of Fig. 4 of the gradient variance paper.",
        "Neither code nor trained networks nor the full text were available.",
        "The paper's code and seeds, and its training budget on a GPU.",
    ),
    Undecided(
        "PX-14",
        "The eigenvector figure on MNIST of the proximal paper.",
        "Neither code nor the trained network was available, and the figure prints no numbers.",
        "The paper's network, or one trained by its recipe, and a stated measure of what the figure shows.",
    ),
)
