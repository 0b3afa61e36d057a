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
        "A fact about file names and classes of the published code, no formula: one saves an attention network's weights under "
        "a name that the other does not load, and trains another class.",
        "Running the two published scripts one after the other.",
    ),
    Undecided(
        "CD-6.2c",
        "Fig. 2 shows the evolution in time of one mixture.",
        "A fact about what the published plotting script draws: a new random mixture for each panel. The figure prints no numbers.",
        "The means behind each panel of the figure, or the generator's state when it was drawn.",
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
