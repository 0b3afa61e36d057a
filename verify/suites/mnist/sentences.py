"""What the rows of both networks say of Table 5."""

from verify.drawing.tables import Row
from verify.papers.causality_delta.printed import DATA5, ESTIMATE5
from verify.suites.common.intervals import as_expected
from verify.suites.common.sampler import sampler
from verify.suites.common.trainings import less_the_first, with_intervals
from verify.suites.mnist.kinds import Estimate, Kind, less, twice
from verify.suites.mnist.measurement import NAME, PAPER, PRINTED, PUBLISHED
from verify.suites.mnist.table5 import READINGS

AS = {PAPER: "as its code has it", PRINTED: "as its Table 2 prints it"}


def about(rows: list[Row]) -> list[str]:
    missing = {r["model"]: r for r in rows if r["kind"] == Kind.NOT_RUN}
    return [
        *(said for name in PUBLISHED if name not in missing for said in _published(name, [r for r in rows if r["model"] == name])),
        *_own([r for r in rows if r["model"] == NAME]),
        f"{as_expected(rows)}; the correlations are reported, not judged."
        + "".join(f" Not run: {r['model']} ({r['what']}), `{r['repeat']}`." for r in missing.values()),
    ]


def _published(name: str, rows: list[Row]) -> list[str]:
    of, found = {r["kind"]: r for r in rows}, _first_pair(rows)
    made = of[Kind.TRAINED]
    data, S, samples, coded = (found[e] for e in (Estimate.TEST, Estimate.ROWS, Estimate.SAMPLES, Estimate.CODED))
    return [
        f"The paper's network, trained here {AS[name]}, in {made['dtype']} with one seed: {made['parameters']} weights, "
        f"{made['steps']} steps, {made['seconds'] / 60:.0f} minutes on {made['threads']} cores, "
        f"`{made['repeat']}`; then {made['points']} source points, as many as published, `{S['repeat']}`. At [8,14] and [8,15] S "
        f"by rows of J has the correlation {_with(S)}, its samples {_with(samples)}, the estimate as coded {coded['value']:.3f}, "
        f"the data of the test split {data['value']:.4f}. Printed are {ESTIMATE5.short} and {DATA5.short}: {_met(rows)}.",
        *_warnings(rows),
        "Its weights are not kept: these numbers follow from the record, which has their checksum, and no run with steps half as "
        "long.",
    ]


def _own(rows: list[Row]) -> list[str]:
    of, found = {r["kind"]: r for r in rows}, _first_pair(rows)
    made, limit, ratio = of[Kind.MEASURED], of[Kind.RESOLVED], of[Kind.RATIO]["value"]
    S, samples = found[Estimate.ROWS], found[Estimate.SAMPLES]
    solver = (made["method"], made["steps"])
    half = next(r for r in rows if r["kind"] == Kind.SOLVER and r["what"] == less("J z", twice(*solver), *solver))
    data = f"{found[Estimate.TRAIN]['value']:.4f} (training) and {found[Estimate.TEST]['value']:.4f} (test)"
    return [
        f"A smaller flow, which comes with the library; {made['points']} source points, {made['probes']} directions "
        f"each, {made['seconds'] / 60:.0f} minutes, `{made['repeat']}`. S = E[J J^T] by rows of J has no noise of directions; "
        "Cov(y) = S only for an affine map.",
        sampler(made["method"], made["steps"], half["relative, median point"], f"median of {half['n']} points"),
        *_warnings(rows),
        f"At [8,14] and [8,15] S has the correlation {_with(S)}, the same flow's samples {_with(samples)}, the data {data}. "
        f"At pixels that vary the deviation by S is {ratio:.2f} times that of the samples (median): S says how the flow stretches, "
        "it is not Cov(y).",
        *_seeds(rows),
        f"Printed are {ESTIMATE5.short} and {DATA5.short}: they are {limit['ratio']:.1f} standard errors apart for "
        f"{limit['n']} samples, so one pair of pixels cannot tell the estimate from the truth.",
    ]


def _seeds(rows: list[Row]) -> list[str]:
    """What other seeds of training change at the pair that the published code reads."""
    of = {r["what"]: r for r in rows if r["kind"] == Kind.SEEDS and r.get("reading") == next(iter(READINGS))}
    if not of:
        return []
    S, samples, gaps = (of[what] for what in (Estimate.ROWS, Estimate.SAMPLES, less_the_first(Estimate.ROWS)))
    return [
        f"Does the seed of the training matter? Of {S['n']}, asked at the same {S['points']} source points, it moves S there by "
        f"{S['spread']:.2f} and the samples by {samples['spread']:.2f}. S has {', '.join(with_intervals(S))}, less the first "
        f"{' and '.join(with_intervals(gaps)[1:])}; the samples {', '.join(with_intervals(samples))}. "
        f"{S['seconds of measuring'] / 60:.0f} minutes of measuring, `{S['repeat']}`.",
    ]


def _first_pair(rows: list[Row]) -> dict[str, Row]:
    """By estimate, at the pixels that the published code reads."""
    return {r["estimate"]: r for r in rows if r["kind"] == Kind.TABLE5 and r["reading"] == next(iter(READINGS))}


def _met(rows: list[Row]) -> str:
    """Where the printed estimate lies beside the interval of S, at each reading of the pixels."""
    of = {r["reading"]: r for r in rows if r["kind"] == Kind.TABLE5 and r["estimate"] == Estimate.ROWS}
    inside = {reading: r["low"] <= ESTIMATE5.value <= r["high"] for reading, r in of.items()}
    return "the estimate lies " + ", ".join(f"{'within' if met else 'outside'} the interval at {at}" for at, met in inside.items())


def _with(r: Row) -> str:
    return f"{r['value']:.3f} ({r['low']:.3f} to {r['high']:.3f})"


def _warnings(rows: list[Row]) -> list[str]:
    """Where an interval means nothing, and by which numbers."""
    heavy = [r for r in rows if r.get("heavy") and r.get("estimate", Estimate.ROWS) == Estimate.ROWS]
    said = [
        f"{r.get('reading') or r['what']}: tail index {r['tail index']:.2f}, {r['effective']:.1f} effective points of {r['n']}, "
        f"the largest carries {r['largest share']:.0%}"
        for r in heavy
    ]
    words = "Heavy tails: few points carry S, so its intervals are not reliable, and more points move it"
    return [f"{words}. {'; '.join(said)}."] if heavy else []
