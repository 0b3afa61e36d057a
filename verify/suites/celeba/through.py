"""Table 6 through ResNet50 in place of the small classifier: of the same flow, at the same source points.

Its weights are too large to be kept, so all that is said follows from the record; where there is none, the rows say how to make it.
Judged is what holds of every map.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from learned import dependence, model
from learned.preset import read
from verify.drawing.tables import Row
from verify.suites.celeba import networks
from verify.suites.celeba.kinds import THROUGH_BOTH, Kind
from verify.suites.celeba.laws import laws
from verify.suites.celeba.measurement import CLASSIFIER, RESNET, THROUGH
from verify.suites.celeba.pairs import compared
from verify.suites.celeba.statistics import statistics
from verify.suites.common import elsewhere
from verify.suites.common import measurement as measured
from verify.suites.common.measurement import Store
from verify.suites.common.paired import paired


def rows(own: Store, seed: int, folder: Path | None = None) -> Iterator[Row]:
    """`own`: what was measured through the library's classifier."""
    store = measured.recorded(THROUGH, folder)
    if store is None:
        yield not_run()
        return
    card, base = store.about["card"], {"through": RESNET, "repeat": THROUGH.command}
    found = [*laws(store.arrays), *statistics(store.arrays, seed), between(own, store)]
    trained = {"same images": of_same_images(card), "dtype": elsewhere.dtype(card["retrain"])}
    found += [
        networks.network(RESNET, card) | trained | {"preset steps": read(RESNET).optimiser.steps},
        *networks.quality(card),
        networks.measured(store),
    ]
    yield from (base | row for row in found)


def of_same_images(card: Mapping[str, Any]) -> bool:
    """Was it trained on the images of the library's classifier? The files at hand decide, and they may be more."""
    return bool(card["data_checksum"] == model.load(CLASSIFIER).card["data_checksum"])


def not_run() -> Row:
    about = read(RESNET).about
    return {"kind": Kind.NOT_RUN.value, "model": RESNET, "about": about, "repeat": THROUGH.made_by, "through": RESNET}


def between(own: Store, store: Store) -> Row:
    """S through both classifiers, how alike: of the points that both have."""
    n = min(own.points, store.points)
    a, b = (dependence.of_wiggles(s.arrays["w"][:n].astype(float)) for s in (own, store))
    return {"kind": Kind.AGREEMENT.value, "what": THROUGH_BOTH, **compared(paired(a, b), centred=False)}
