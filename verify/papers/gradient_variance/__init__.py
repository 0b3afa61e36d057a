"""Gradient Variance Reveals Failure Modes in Flow-Based Generative Models."""

from verify.papers.paper import Learned, Paper, Undecided, found, parts

PAPER = Paper(
    "RF",
    "Gradient Variance",
    "Gradient variance and memorisation in rectified flows (arXiv 2510.18118)",
    "Statements are named after its lemmas and propositions, as far as their numbers are known.",
    parts(
        "RF",
        ("Lemma 1: the optimal field between Gaussians", "1 1b 1c"),
        ("Proposition 1: loss and gradient along fixed pairs", "2 6 7"),
        ("Gaussian-to-Gaussian transport: residual and floor", "3 3b 19"),
        ("Gradient variance over time", "4 5", "Gradient variance"),
        ("Proposition 2 and inference: the memorising field", "8 9 9b 10 11 11L", "Fixed pairs"),
        ("Remark 2 and Fig. 4: noise", "12 13 14 15", "Turned pairs"),
        ("Standard flow matching on finite data", "16"),
        ("Lemma 2: rectification and straightness", "17 18 20"),
        ("Tables 1 to 3", "21"),
    ),
    found(
        (
            "The lemmas and propositions hold of exact fields: an affine optimal velocity, no loss and no gradient along fixed "
            "pairs whatever their turn, a memorising field for finitely many pairs.",
            "RF-1 RF-2 RF-8",
        ),
        (
            "Whether inference memorises is decided by the solver: a step that begins where lines cross loses the pair, and "
            "the exact flow of the smoothed memorising field, however small its loss, ends in the optimal map.",
            "RF-9 RF-9a RF-11 RF-11a",
        ),
        (
            "Noise does not restore the optimal map in general: by a closed form it leaves a mispairing of moderate angle "
            "almost as it is. When gradient variance peaks depends on the widths and means of the two ends, not on the "
            "direction of the field.",
            "RF-13 RF-13a RF-4 RF-4a",
        ),
    ),
    position=2,
    unread="Its full text was not at hand: statements are those of its abstract, a summary and reading notes, re-derived from "
    "first principles.",
    trained=(
        Learned(
            "RF-11L",
            "Fig. 6, with a network trained here",
            "A network trained on pairs whose lines all meet reproduces the pairs at inference.",
            "memorisation",
            "HOLDS",
            "A few steps jump over the crossing and land on the pairs; the same network, integrated accurately, does not (RF-11).",
        ),
        Learned(
            "RF-15",
            "abstract, with networks trained here",
            "A network trained on fixed pairs with noise of 1/20 no longer reproduces them.",
            "memorisation",
            "REFUTED",
            "Pairs whose lines do not meet are reproduced with this noise as well: "
            "noise must be of the size of the gap between lines.",
        ),
    ),
    undecided=(
        Undecided(
            "RF-21",
            "Tables 1 to 3 and the p-value of Fig. 4 of the gradient variance paper.",
            "Neither code nor trained networks nor the full text were available.",
            "The paper's code and seeds, and its training budget on a GPU.",
        ),
    ),
)
