"""The parts of each paper with their entries, tables and figures, and three sentences on what was found."""

from verify.audit.paper import Paper, found, parts

PAPERS = (
    Paper(
        "CD",
        "Causality-Delta",
        "Causality-Δ: Jacobian-Based Dependency Analysis in Flow Matching Models",
        "Rezvan, Gille, Schauer and Torkar, with the published code (causdiff, v0.1.0). Items are labelled as in the paper, "
        "which was at hand in full. What the published code computes was written anew from its description.",
        parts(
            "CD",
            ("Abstract", "0"),
            ("3.1 Flow Matching", "3.1 3.2"),
            ("4.1 Conditioning on Linear Interpolation of Linear Maps", "4.1 4.1e"),
            ("4.1.1 Conditioning on arbitrary Gaussian", "4.2 4.2F"),
            ("4.1.2 Conditioning beyond simple Gaussians", "4.3a 4.3b 4.3c"),
            ("4.2 Findings on Gaussian Conditioning", "4.4 4.5 4.6 4.6s 4.7 4.8 4.9 4.10 4.11 4.12", "Table 1"),
            ("5.1 Wiggling in Flow Matching Models", "5.1 5.1c"),
            ("5.2 Connection to Diffeomorphism", "5.2a 5.2b 5.2c 5.2d 5.2e 5.2f 5.2g"),
            ("5.3 Discovering Attribute Relations via Perturbations", "5.3a 5.3b 5.3c 5.3d"),
            ("5.4 Models & Architectures", "5.4 5.5", "Table 2,Table 3"),
            ("6.1 Gaussian to Gaussian", "6.1 6.1b", "Fig. 1"),
            ("6.2 Mixture of Gaussians", "6.2c 6.2 6.2b", "Fig. 2,Table 4"),
            ("6.3 Pixel-Space Validation", "6.3", "Fig. 3,Table 5"),
            ("6.4 Attribute-Level Analysis", "6.4a 6.4b 6.4c", "Fig. 4,Table 6,Fig. 5"),
            ("Appendix B: Derivations", "B"),
            ("Appendix C: Additional Diagnostics", "5.1b", "Fig. 6"),
            ("Comments in the LaTeX source", "L1 L2 L3 L4"),
        ),
        found(
            (
                "The closed forms hold: drifts, responsibilities, Jacobians. The text leaves out that A must be invertible, that "
                "no component may be flat at t = 1, and the order of the product in Eq. (4), unless the source is isotropic.",
                "CD-4.2 CD-4.3c CD-4.6 CD-4.6p CD-4.1e CD-4.11",
            ),
            (
                "The figures and Table 4 were computed with other formulas: the code's drift lacks the source's part, the "
                "curves drawn as analytical in Fig. 1 have a wrong sign below the line, Fig. 6 pushes a tangent that is never "
                "divided, and the first column of Table 4 is rounding noise.",
                "CD-6.2 CD-6.2a CD-6.1 CD-5.1b CD-6.2n",
            ),
            (
                "Perturbations estimate E[J J^T], which equals the covariance for affine flows and bounds it for all others: "
                "along exact flows even the sign can differ. The 0.40 of Table 6 is not the correlation of the labels; the printed "
                "estimates lie close to what is.",
                "CD-5.3a CD-5.3b CD-6.4b CD-6.4b-amended",
            ),
        ),
    ),
    Paper(
        "RF",
        "Gradient Variance",
        "Gradient variance and memorisation in rectified flows (arXiv 2510.18118)",
        "Its full text was not at hand: statements are those of its abstract, summary and reading notes, re-derived from first "
        "principles, and are named after the lemmas and propositions that these quote.",
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
                "almost as it is. When gradient variance peaks depends on the widths of the two ends, not on the direction "
                "of the field.",
                "RF-13 RF-13a RF-4 RF-4a",
            ),
        ),
    ),
    Paper(
        "PX",
        "Proximal Operators",
        "Flow Matching from Viewpoint of Proximal Operators (arXiv 2602.12683)",
        "Its full text was not at hand: statements are those of its abstract and summary, re-derived from first principles.",
        parts(
            "PX",
            ("Lemma 2.1 and Corollary 2.2: the proximal point", "1 2"),
            ("Section 2: the extended Brenier potential", "3 4"),
            ("Section 3: minibatch OT-CFM", "12 12b"),
            ("Section 4: the Jacobian along optimal paths", "5 10 11"),
            ("Theorem 4.4: the end of time", "6 6b 6c 6d 8"),
            ("Theorem 4.4 on finite data", "7"),
            ("Independent ends, for comparison", "9"),
            ("Figures 3 to 6: trained networks", "13 14", "Fields,Eigenvalues"),
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
    ),
    Paper(
        "FX",
        "Field",
        "Further claims of the field of flow matching",
        "Formulas that the three papers rest on, or that a reader will want beside them, with the works that state them.",
        parts(
            "FX",
            ("Velocity, score, denoiser", "1 2 8 10 27 31"),
            ("Continuity, volume, divergence", "3 4 28 29"),
            ("Losses and information", "6 25"),
            ("Flow maps, schedules, equivariance", "5 7 21"),
            ("Couplings and stochastic interpolants", "9 17 30"),
            ("Finite data", "12 13"),
            ("Gradients, optimal transport, energy", "14 15 16 18 19 20 26"),
            ("Solvers, stability, straightness", "11 22 23 32"),
            ("Poincaré's inequality", "24"),
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
                "With correlated ends the end map depends on the coupling in two dimensions and more; on a line it does not.",
                "FX-17 FX-17b FX-5",
            ),
        ),
    ),
)
