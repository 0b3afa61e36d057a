"""The field: formulas that the papers rest on, with the works that state them."""

from verify.papers.paper import Paper, found, parts

PAPER = Paper(
    "FX",
    "Field",
    "Further claims of the field of flow matching",
    "Formulas that the three papers rest on, or that a reader will want beside them, with the works that state them.",
    parts(
        "FX",
        ("Velocity, score, denoiser", "1 2 8 10 27 31 50"),
        ("Continuity, volume, divergence", "3 4 28 29"),
        ("Losses and information", "6 25"),
        ("Weights of losses", "38"),
        ("Likelihood", "39"),
        ("How trajectories bend", "44"),
        ("Flow maps, schedules, equivariance", "5 7 21 33"),
        ("Couplings and stochastic interpolants", "9 17 30"),
        ("Conditional quantities, finite states", "40 43"),
        ("Finite data", "12 13"),
        ("Gradients, optimal transport, energy", "14 15 16 18 19 20 26"),
        ("Solvers, stability, straightness", "11 22 23 32"),
        ("Samplers", "35"),
        ("Two times", "34"),
        ("Poincaré's inequality", "24"),
        ("Guidance and posteriors", "36 37"),
        ("Schroedinger bridges, entropic values, Frechet distances", "41 42"),
        ("Causes: seen, done, imagined, and by flows", "45 46 47", "Causes"),
        ("Disentanglement, nodes on a line", "48 49"),
    ),
    found(
        (
            "The identities between velocity, score, denoiser and density hold for every law that was tried, by evidence that "
            "shares no text with them.",
            "FX-1 FX-2 FX-3 FX-8",
        ),
        (
            "A velocity that is a gradient at each time does not make the end map one, and an anisotropic source makes no "
            "gradient at all: flow matching is not optimal transport beyond commuting Gaussians and the line.",
            "FX-14 FX-14b FX-15 FX-16",
        ),
        (
            "Guidance generates no tilted law p^(1 - w) p(.|c)^w, DPS and PiGDM no posterior: between Gaussians each ends at a "
            "law of its own, in closed form.",
            "FX-36t FX-36q FX-36e FX-37r FX-37e",
        ),
    ),
    position=4,
    unread="The works named were not at hand: formulas are those that they are known for, re-derived from first principles.",
    listed="the field",
    collection=True,
)
