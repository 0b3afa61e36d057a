"""The baseline that comes with the library: in a checkout the committed one, else what was installed."""

from contextlib import suppress
from importlib import metadata
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
VERDICTS = "verdicts.jsonl"


def shipped() -> Path | None:
    """Its folder, if it is there."""
    if (CHECKOUT / "reports" / VERDICTS).exists():
        return CHECKOUT / "reports"
    with suppress(metadata.PackageNotFoundError):
        for file in metadata.files("driftproof") or ():
            if file.name == VERDICTS and (path := Path(file.locate())).exists():
                return path.resolve().parent
    return None


def named(folder: Path) -> str:
    """As it is told."""
    return "the baseline of the library" if folder.is_absolute() and folder == shipped() else str(folder)
