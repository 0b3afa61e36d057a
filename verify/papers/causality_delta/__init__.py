"""Causality-Delta: Jacobian-based dependency analysis in flow matching models, with its published code."""

from types import MappingProxyType

from verify.papers.causality_delta.printed import DATA6
from verify.papers.paper import Paper, found, parts

PAPER = Paper(
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
            "The closed forms hold: drifts, responsibilities, Jacobians, and the endpoints, at t = 1 where x_1 lies and while no "
            "component is flat. The printed order of the product in Eq. (4) is right where the source is isotropic.",
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
            f"along exact flows even the sign can differ. The {DATA6.text} of Table 6 is not the correlation of the labels; "
            "the printed estimates lie close to what is.",
            "CD-5.3a CD-5.3b CD-6.4b CD-6.4b-amended",
        ),
    ),
    position=1,
    more=MappingProxyType(
        {
            "CD-5.2b": ("CD-5.2j",),
            "CD-5.3b": ("CD-5.3m", "CD-5.3v"),
            "CD-6.4b": ("CD-6.4t",),
            "CD-6.4c": ("CD-6.4i", "CD-6.4p"),
            "CD-B": ("CD-B1", "CD-B2", "CD-B3"),
        }
    ),
)
