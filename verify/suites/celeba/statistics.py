"""All that is reported of a store, and not judged."""

from collections.abc import Iterator

from verify.drawing.tables import Row
from verify.suites.celeba import attributes, pairs, threshold
from verify.suites.celeba.kinds import Kind
from verify.suites.common.measurement import Arrays


def statistics(store: Arrays, seed: int) -> Iterator[Row]:
    yield from ({"kind": Kind.TABLE6.value, **row} for row in attributes.table6(store, seed))
    yield from threshold.conditioned(store, seed)
    yield from ({"kind": Kind.AGREEMENT.value, **row} for row in attributes.agreement(store, seed))
    yield pairs.agreement(store)
    yield from pairs.intervals(store, seed)
    yield from ({"kind": Kind.TAIL.value, **row} for row in attributes.tails(store))
    for name, r in attributes.matrices(store).items():
        yield {
            "kind": Kind.MATRIX.value,
            "what": name.value,
            "r": [[None if v != v else round(float(v), 4) for v in line] for line in r],
        }
