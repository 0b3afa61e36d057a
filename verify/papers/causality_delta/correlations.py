"""Tables 5 and 6: the printed correlations, and those of the data, from exact sums and counts over all its rows.

Table 5: pixels of the MNIST fives, values 0 to 255; neither which index is the row is said, nor which split.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from verify.papers.causality_delta import labels, pixels, printed
from verify.papers.causality_delta.printed import Item
from verify.papers.causality_delta.sums import Sums, counted
from verify.papers.number import Number

GIVEN, FIRST, SECOND = printed.ATTRIBUTES.values()
PIXELS: Mapping[str, Sums] = MappingProxyType(
    {
        f"{line} 8, {pixels.number(split)} {name} fives": pixels.pair(split, *at)
        for line, at in printed.PIXELS.items()
        for split, name in (("test", "test"), ("train", "training"))
    }
)
ATTRIBUTES: Mapping[str, Sums] = MappingProxyType(
    {
        f"{before}{labels.counts('all', given)[0]} {rows}": counted(labels.table(FIRST, SECOND, "all", given))
        for before, rows, given in (("all ", "rows", None), ("", f"without {GIVEN}", 0), ("", f"with {GIVEN}", 1))
    }
)


@dataclass(frozen=True)
class Correlation:
    """A printed correlation of `data`; or, with a `suite` whose rows speak of it, a printed estimate by a trained network."""

    item: Item
    number: Number
    data: Mapping[str, Sums]
    note: str
    suite: str = ""


CORRELATIONS: Mapping[str, tuple[Correlation, ...]] = MappingProxyType(
    {
        "Table 5": (
            Correlation(Item.DATA5, printed.DATA5, PIXELS, "The published code reads the pixels of row 8 in the test split."),
            Correlation(Item.ESTIMATE5, printed.ESTIMATE5, PIXELS, "Estimated with a network; its like was trained here.", "mnist"),
        ),
        "Table 6": (
            Correlation(
                Item.DATA6,
                printed.DATA6,
                ATTRIBUTES,
                f"No split and no neighbouring numbering of the attributes gives {printed.DATA6.text}.",
            ),
            Correlation(
                Item.ESTIMATE6,
                printed.ESTIMATE6,
                ATTRIBUTES,
                "Estimated with trained networks; nearer to the labels than the printed truth. The paper's own were not run.",
                "celeba",
            ),
            Correlation(
                Item.CONDITIONAL6,
                printed.CONDITIONAL6,
                ATTRIBUTES,
                "Estimated with trained networks, on one undivided difference below 1e-4 along one direction: "
                "no norm of a Jacobian row. The paper's own networks were not run.",
                "celeba",
            ),
        ),
    }
)
