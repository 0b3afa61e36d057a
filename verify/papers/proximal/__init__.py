"""Proximal Operators: flow matching from the viewpoint of proximal operators."""

from verify.papers.paper import Learned, Paper, found, parts

PAPER = Paper(
    "PX",
    "Proximal Operators",
    "Flow Matching from Viewpoint of Proximal Operators (arXiv 2602.12683)",
    "Statements are named after its lemmas, theorems and sections.",
    parts(
        "PX",
        ("Lemma 2.1 and Corollary 2.2: the proximal point", "1 2"),
        ("Section 2: the extended Brenier potential", "3 4"),
        ("Section 3: minibatch OT-CFM", "12 12b"),
        ("Section 4: the Jacobian along optimal paths", "5 10 11"),
        ("Theorem 4.4: the end of time", "6 6b 6c 6d 8"),
        ("Theorem 4.4 on finite data", "7"),
        ("Independent ends, for comparison", "9"),
        ("Figures 3 to 6: trained networks", "13 14 14I", "Fields,Eigenvalues,Digits"),
    ),
    found(
        (
            "The proximal form is right without any density of the target: Gaussians of every rank, surfaces, segments, "
            "corners and atoms are all met by one formula.",
            "PX-1 PX-2 PX-3",
        ),
        (
            "Theorem 4.4 holds where the map has the rank of the manifold; not uniformly over it, not at corners, and not for "
            "the exact field of finite data, which has no neutral direction at the end.",
            "PX-6 PX-6b PX-6d PX-7 PX-7a",
        ),
        (
            "Normal hyperbolicity does not mark optimal transport: independent ends have the same limits. What marks it is the "
            "upper bound (1 - t)/t, which independent ends break.",
            "PX-9t PX-10e PX-10i",
        ),
    ),
    position=3,
    unread="Its full text was not at hand: statements are those of its abstract and a summary, re-derived from first principles.",
    trained=(
        Learned(
            "PX-13",
            "Figs. 3 and 4, with networks trained here",
            "A trained velocity network shows the normal exponent -1 at the end of time.",
            "proximal",
            "HOLDS",
            "A network of finite Lipschitz constant L shows -1 only while 1 - t is above 1/L; one that predicts x1 keeps it.",
        ),
        Learned(
            "PX-14",
            "Fig. 5, with networks trained here",
            "On MNIST the first eigenvectors of Dv, of a flow trained by OT-CFM, are directions in which images differ.",
            "spectra",
            "HOLDS",
            "The figure prints no numbers. Measured are the secants from the end of a trajectory to the nearest training images: "
            "the first 160 of 784 eigenvectors hold several times as much of them as directions drawn at random, the last 160 a "
            "fraction. Directions at random are a weak rival. From the 160 pixels that vary most these are not told apart "
            "where the network predicts the image, and they hold more where it predicts the velocity; principal axes of the "
            "images hold more than these where it predicts the image, and are not told apart where the velocity. The paper's "
            "network was not at hand. Weights are not kept: the command repeats what the records say, and trains nothing.",
        ),
        Learned(
            "PX-14I",
            "converse of Fig. 5, with networks trained here",
            "It takes optimal transport for that: with independent ends they are not.",
            "spectra",
            "REFUTED",
            "With independent ends the first eigenvectors hold as much of the secants: the figure does not mark optimal transport. "
            "Transport was within batches of 128 images, which is not yet the optimal coupling (PX-12).",
        ),
    ),
)
