"""What better rivals than random directions span of the secants: a sentence and a table."""

from collections.abc import Iterator

from verify.drawing.tables import Row, Table
from verify.suites.spectra.kinds import MODELS, OT_VELOCITY, OT_X1, PIXELS, RANKS, Kind

RIVALS, TOP = (Kind.MOVING, Kind.AXES), RANKS[-1]


def about(rows: list[Row]) -> Iterator[str]:
    at = {(r["model"], r["kind"]): r for r in rows if r["kind"] in RIVALS and r["rank"] == TOP}
    leads = {(r["model"], r["what"]): r for r in rows if r["kind"] == Kind.LEAD}
    if not leads:
        return

    def over(kind: Kind) -> str:
        values = [at[model, kind]["value"] for model in MODELS]
        return f"{min(values):.0%} to {max(values):.0%}"

    def lead(model: str, kind: Kind) -> str:
        value, low, high = (100 * leads[model, kind][k] for k in ("value", "low", "high"))
        return f"{value:+.0f} ({low:+.0f} to {high:+.0f})"

    yield (
        f"Random directions are a weak rival. At the {at[OT_X1, Kind.MOVING]['n']} ends that the record of each network keeps, the "
        f"{TOP} pixels that vary most in the training images span {over(Kind.MOVING)}, the first {TOP} principal axes of these "
        f"images {over(Kind.AXES)}. What the first {TOP} eigenvectors span there, less what the pixels span, in percentage points: "
        f"{lead(OT_X1, Kind.MOVING)} where the network of optimal transport predicts the image, {lead(OT_VELOCITY, Kind.MOVING)} "
        f"where it predicts the velocity; less what the axes span: {lead(OT_X1, Kind.AXES)} and {lead(OT_VELOCITY, Kind.AXES)}."
    )


def table(rows: list[Row]) -> tuple[str, Table]:
    """A line for each network and rival; at the highest rank also what the first eigenvectors have more."""
    at = {(r["model"], r["kind"], r["rank"]): r["value"] for r in rows if r["kind"] in RIVALS}
    leads = [r for r in rows if r["kind"] == Kind.LEAD]
    spanned = [[at[r["model"], r["what"], rank] for rank in RANKS] for r in leads]
    body = [
        [r["model"], r["what"], *shares, r["value"], f"{r['low']:.3f} to {r['high']:.3f}"]
        for r, shares in zip(leads, spanned, strict=True)
    ]
    head = ["network", "what", *(f"{r} of {PIXELS}" for r in RANKS), f"{TOP} first eigenvectors, less these", "95 % interval"]
    return "Rivals of the first eigenvectors, at the ends that the records keep", Table(head, body, key=Kind.LEAD)
