"""The tables and figures that papers print, beside what the rows of a run's suites recompute; NOT RUN where a suite is missing."""

from verify.report.exhibit import Exhibit, Spec
from verify.report.exhibit_tables import figure6, section, table1, table2, table3, table4, table5, table6
from verify.report.printed_numbers import correlations
from verify.report.printed_numbers import table4 as numbers4
from verify.report.run import Run
from verify.report.sections import plots, sections
from verify.suites.causal_networks import kinds as causes
from verify.suites.celeba import kinds as celeba
from verify.suites.graph import kinds as graph
from verify.suites.memorisation import kinds as memorisation
from verify.suites.proximal import kinds as proximal
from verify.suites.spectra import kinds as spectra


def exhibit(label: str, run: Run) -> Exhibit:
    spec = SPECS[label]
    ran = {s for s in spec.suites if run.suites.get(s) is not None}
    said = [
        s for section in sections() if section.suite == spec.said and spec.said in ran for s in section.about(run.rows(spec.said))
    ]
    made = {plot.name: plot for mine in plots(run).values() for plot in mine}
    drawn = [made[name] for name in spec.plots if name in made]
    missing = [s for s in spec.suites if s not in ran]
    return Exhibit(label, spec.title, spec.about, tuple(spec.claims.split()), said, spec.tables(run), drawn, missing)


SPECS = {
    "Table 1": Spec(
        "Local Jacobians in three generative regimes",
        "Printed: which Jacobian each regime has.",
        "CD-4.2 CD-4.4 CD-4.6",
        (),
        table1,
    ),
    "Table 2": Spec(
        "Architectures of the UNet models",
        "Printed for both kinds of upsampling. The multipliers of the published network are read off an image in it.",
        "CD-5.4",
        (),
        table2,
    ),
    "Table 3": Spec("Training hyperparameters", "Printed: defaults, from which the text departs.", "", (), table3),
    "Fig. 1": Spec(
        "Flow matching between two standard Gaussians",
        "Printed: learned trajectories, and analytical ones that differ from them: by a sign in the plotted formula.",
        "CD-6.1 CD-6.1a CD-6.1b",
        ("laws",),
        lambda run: [],
        ("laws-paths",),
    ),
    "Fig. 2": Spec(
        "Time evolution of a mixture's drift",
        "Printed: five panels, said to be one mixture over time. First the drift of one mixture, then the panels as they are "
        "drawn; circles are the means of the components.",
        "CD-4.3c CD-6.2a",
        ("figures",),
        section("figures"),
        ("figures-drift", "figures-published"),
        "figures",
    ),
    "Table 4": Spec(
        "Jacobian analysis in a mixture of Gaussians",
        "The second printed column comes out to every digit from the published drift only; the first is rounding noise.",
        "CD-6.2 CD-6.2a CD-6.2n CD-6.2b",
        ("table4",),
        table4,
        ("table4",),
        numbers=numbers4,
    ),
    "Fig. 3": Spec(
        "Derivative image, finite differences and joint distribution of a pixel pair",
        "Of the paper's network, trained here as published, the pair in samples and in J z; the image is of a smaller flow.",
        "CD-6.3",
        ("mnist",),
        lambda run: [],
        ("mnist-derivative", "mnist-scatter"),
    ),
    "Table 5": Spec(
        "Correlation of two pixels of the fives",
        "",
        "CD-6.3",
        ("mnist",),
        table5,
        ("mnist-neighbours",),
        "mnist",
        correlations("Table 5"),
    ),
    "Fig. 4": Spec(
        "Conditional dependence structure of CelebA",
        "Printed: a graph of the attributes, without algorithm, test or level.",
        "",
        ("graph",),
        section("graph", graph.Kind.PAIR),
        ("graph-edges",),
        "graph",
    ),
    "Table 6": Spec(
        "Correlation of attributes 28 and 30",
        "",
        "CD-6.4a CD-6.4b CD-6.4b-amended CD-6.4t",
        ("celeba",),
        table6,
        ("celeba-threshold",),
        "celeba",
        correlations("Table 6"),
    ),
    "Fig. 5": Spec(
        "Correlation matrices of the attributes",
        "Printed: labels, estimate, estimate after conditioning.",
        "CD-6.4c",
        ("celeba",),
        section("celeba", celeba.Kind.AGREEMENT),
        ("celeba-matrices", "celeba-pairs"),
    ),
    "Fig. 6": Spec(
        "Differences against automatic differentiation, and the step",
        "Printed: the gap between both over eps. The tangent eps u is pushed forward and not divided, so the gap is J u itself; "
        "divided, it is the rounding of forward mode. Below, what a step sweep shows.",
        "CD-5.1b CD-5.1b-amended",
        ("autodiff", "sweep", "probes"),
        figure6,
        ("sweep-published-mixture-t-1-2", "probes-mixture-2d"),
    ),
    "Gradient variance": Spec(
        "Variance of the loss gradient over t",
        "Closed form and measured.",
        "RF-4 RF-5",
        ("memorisation",),
        plots=("memorisation-gradients",),
    ),
    "Fixed pairs": Spec(
        "Training pairs at the end of the learned flow",
        "",
        "RF-9a RF-10 RF-11",
        ("memorisation",),
        section("memorisation", memorisation.Kind.REPRODUCED, memorisation.Model.SMOOTHED),
        ("memorisation-pairs",),
        "memorisation",
    ),
    "Turned pairs": Spec(
        "A coupling turned by an angle, with noise",
        "The angle of the flow, closed form and simulated.",
        "RF-13 RF-13a",
        ("memorisation",),
        section("memorisation", memorisation.Model.TURNED),
        ("memorisation-angles",),
    ),
    "Fields": Spec("Velocity near the end of time (Figs. 3 and 4, left)", "", "PX-6", ("proximal",), plots=("proximal-fields",)),
    "Eigenvalues": Spec(
        "Eigenvalues of (1 - t) Dv (Figs. 3 and 4, right)",
        "",
        "PX-6 PX-10e PX-9t",
        ("proximal",),
        section("proximal", proximal.Kind.EIGENVALUE),
        ("proximal-eigenvalues",),
        "proximal",
    ),
    "Digits": Spec(
        "Eigenvectors of Dv on MNIST (Fig. 5)",
        "Printed: five eigenvectors, no numbers. Here four networks, and how much of the differences between images they span.",
        "",
        ("spectra",),
        section("spectra", spectra.Kind.NEAR_MINUS_ONE, spectra.Kind.FIRST),
        ("spectra-vectors", "spectra-ranks"),
        "spectra",
    ),
    "Causes": Spec(
        "What each construction of a flow answers about causes",
        "Closed forms beside trained networks; every cell is in the report on causes.",
        "FX-45f FX-46 FX-47b FX-47h FX-47p",
        ("causal", "causal_networks"),
        section("causal_networks", causes.Kind.ANSWER),
        ("causal", "causal_networks"),
        "causal_networks",
    ),
}
