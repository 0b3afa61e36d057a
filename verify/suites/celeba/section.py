"""Table 6 and Fig. 5: attributes of CelebA through a trained flow and classifier."""

from collections.abc import Iterator

from verify.drawing.tables import Row, groups
from verify.papers.causality_delta.printed import DATA6
from verify.suites.celeba import pair_tables
from verify.suites.celeba.figures import plots
from verify.suites.celeba.kinds import RANKED, THROUGH_BOTH, Estimate, Kind, Step
from verify.suites.celeba.measurement import CLASSIFIER
from verify.suites.celeba.tables import interval, of_kind, other, own, tables
from verify.suites.common.intervals import as_expected
from verify.suites.common.sampler import sampler
from verify.suites.common.trainings import less_the_first, with_intervals
from verify.suites.suite import Section


def about(rows: list[Row]) -> list[str]:
    return [*_own(own(rows)), *_through(rows), f"{as_expected(rows)}; the correlations are reported, not judged."]


def _own(rows: list[Row]) -> list[str]:
    of, pair = groups(rows, "kind"), {r["what"]: r for r in of_kind(rows, Kind.TABLE6)}
    half = next(r for r in of_kind(rows, Kind.STEP) if r["what"] == Step.WIGGLES)
    store, quality = of[(Kind.STORE,)][0], of_kind(rows, Kind.QUALITY)
    direction, norm = of_kind(rows, Kind.PUBLISHED)
    heavy = [r["what"] for r in of_kind(rows, Kind.TAIL) if r["heavy"]]
    return [
        sampler(store["method"], store["steps"], half["value"], f"root mean square over {half['n']} points"),
        "A flow and a classifier, both trained here on images of 64 x 64 pixels; y = 40 logits of the classifier on a sample, "
        f"J = dy/dx0, S = E[J J^T]. {store['points']} source points, {store['probes']} Gaussian directions each, "
        f"{store['seconds'] / 60:.0f} minutes, `{half['repeat']}`. One seed of training each, but where it says so. "
        "Attributes are numbered from 1: 19 Heavy_Makeup, 28 Pointy_Nose, 30 Rosy_Cheeks.",
        "Logits are real numbers and labels are 0 or 1: a latent Gaussian of correlation rho, cut at its medians, has labels that "
        "correlate with (2/pi) asin(rho). And S bounds the logits' covariance from above (Poincaré); it is not that covariance.",
        f"28 and 30: S has the correlation {_with(pair[Estimate.ROWS])}, the samples' logits {_with(pair[Estimate.LOGITS])}; "
        f"labels have {pair[Estimate.LABELS]['value']:.4f} (printed {DATA6.short}), "
        f"{pair[Estimate.LABELS_WITHOUT]['value']:.4f} where 19 is absent. "
        f"Given 19 by regression, S has {_with(pair[Estimate.ROWS_PARTIAL])}.",
        "The published filter, one undivided difference along one unit direction below 1e-4, keeps "
        f"{direction['probes']} of {direction['of']} directions; the row norm, which the text names, is below 1e-4 at "
        f"{norm['probes']} of {norm['of']} points. The first is a condition on the direction: where J is constant it returns the "
        "partial correlation given 19, for a common cause and for a mediator alike.",
        f"The classifier on the test images: {_good(quality)}.",
        *pair_tables.about(rows),
        *_seeds(rows),
        *([f"Heavy tails, so that intervals of S may mislead: {', '.join(heavy)}."] if heavy else []),
    ]


def _seeds(rows: list[Row]) -> Iterator[str]:
    """What other seeds of the flow's training change."""
    of = {r["what"]: r for r in of_kind(rows, Kind.SEEDS)}
    if not of:
        return
    told = (Estimate.ROWS, Estimate.ROWS_PARTIAL, Estimate.LOGITS)
    S, partial, samples, ranked = (of[what] for what in (*told, RANKED))
    gaps, *others = (of[less_the_first(what)] for what in told)
    apart = [low > 0 or high < 0 for r in (gaps, *others) for low, high in zip(r["low"][1:], r["high"][1:], strict=True)]
    yield (
        f"Does the seed of the flow's training matter? Of {S['n']}, asked at the same {S['points']} source points through the same "
        f"classifier, {sum(apart)} of {len(apart)} differences from the first are told from 0. "
        f"28 and 30 have by S {', '.join(with_intervals(S))}, less the first {' and '.join(with_intervals(gaps)[1:])}; "
        f"by S given 19 {', '.join(with_intervals(partial))}; by the samples' logits {', '.join(with_intervals(samples))}. "
        f"The 780 pairs by S are ranked as by the first to {' and '.join(with_intervals(ranked)[1:])}. "
        f"{S['seconds of measuring'] / 60:.0f} minutes of measuring, `{S['repeat']}`."
    )


def _good(quality: list[Row]) -> str:
    auc, balanced = (sum(r[k] for r in quality) / len(quality) for k in ("auc", "balanced_accuracy"))
    return f"mean AUC {auc:.3f}, mean balanced accuracy {balanced:.3f}"


def _through(rows: list[Row]) -> Iterator[str]:
    """The same through ResNet50, or how to have it."""
    mine = other(rows)
    for r in of_kind(mine, Kind.NOT_RUN):
        yield f"The same through ResNet50, as the paper has it: not run. `{r['repeat']}` takes hours of two cores."
    for trained in of_kind(mine, Kind.NETWORK):
        pair = {r["what"]: r for r in of_kind(mine, Kind.TABLE6)}
        alike = next(r for r in of_kind(mine, Kind.AGREEMENT) if r["what"] == THROUGH_BOTH)
        (store,) = of_kind(mine, Kind.STORE)
        small = next(r for r in of_kind(own(rows), Kind.NETWORK) if r["model"] == CLASSIFIER)
        yield (
            "Through ResNet50, as the paper has it but trained from random weights on "
            f"{'the same faces' if trained['same images'] else 'other faces than the small one'}: "
            f"{trained['steps']} steps of its preset's {trained['preset steps']} in {trained['dtype']}, "
            f"{trained['seconds'] / 60:.0f} minutes, "
            f"`{trained['repeat']}`; on the test images "
            f"{_good(of_kind(mine, Kind.QUALITY))}, loss {trained['loss_test']:.3f} "
            f"({trained['loss']:.3f} on those it was trained on), of the small one {small['loss_test']:.3f} ({small['loss']:.3f}). "
            f"Of the same flow at {store['points']} of the same source points ({store['seconds'] / 60:.0f} minutes, "
            f"`{store['repeat']}`), 28 and 30: S has the correlation {_with(pair[Estimate.ROWS])}, the samples' logits "
            f"{_with(pair[Estimate.LOGITS])}; given 19 by regression, S has {_with(pair[Estimate.ROWS_PARTIAL])}. "
            f"All 780 pairs by S are ranked as through the small classifier to {_with(alike)}. Its weights are not kept."
        )


def _with(r: Row) -> str:
    return "no value" if r["value"] is None else f"{r['value']:.3f} ({interval(r)})"


SECTION = Section("celeba", "Attributes of a learned flow: Table 6 and Fig. 5", about, tables, plots)
