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
        ("Experiments: CelebA, Tables 1 to 3", "21L 21N 21"),
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
        Learned(
            "RF-21L",
            "abstract, on CelebA, with networks trained here",
            "A network trained without noise on fixed pairs of a source point and a face reproduces the pairs at inference.",
            "memorisation",
            "HOLDS",
            "Of 64 and of 512 faces at 16 x 16, by a network of half a million weights: an end is nearer to its own face than to "
            "any other, if not on it. The paper's sizes, networks and solvers were not run. Weights are not kept: the command "
            "repeats what the record says, and trains nothing.",
        ),
        Learned(
            "RF-21N",
            "abstract, on CelebA, with networks trained here",
            "A network trained with noise of 1/20 on fixed pairs of a source point and a face no longer reproduces them.",
            "memorisation",
            "REFUTED",
            "The pairs are reproduced with this noise as well, as by the exact field: lines are more than a hundred times as far "
            "apart. At the paper's size, with more faces and a training that ends before it has learned them, it was not run.",
        ),
    ),
    undecided=(
        Undecided(
            "RF-21",
            "Tables 1 to 3 and the p-value of Fig. 4 of the gradient variance paper.",
            "Neither code nor trained networks nor the full text were available. RF-21L and RF-21N are its experiment on CelebA at "
            "a size for two cores, which gives none of the printed numbers.",
            "The paper's code and seeds, and its training budget on a GPU; of its sentence on CelebA the share of training pairs "
            "that its networks reproduce, with an interval.",
        ),
    ),
)
