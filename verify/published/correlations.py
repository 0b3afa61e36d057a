"""Causality-Delta, Tables 5 and 6: the printed correlations, and those of the data, from exact sums and counts over all its rows.

Table 5: pixels "(14,8) and (15,8)" of the MNIST fives, values 0 to 255; which index is the row is not said, nor which split.
Table 6: attributes 28 Pointy_Nose and 30 Rosy_Cheeks of CelebA, numbered from 1; 19 is Heavy_Makeup.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from verify.published import labels, pixels
from verify.published.sums import Sums, counted

__all__ = ["ATTRIBUTES", "PIXELS", "PRINTED", "Printed", "Sums", "counted"]

PIXELS: Mapping[str, Sums] = MappingProxyType(
    {
        f"{line} 8, {pixels.number(split)} {name} fives": pixels.pair(split, i, j, neighbour)
        for line, i, j, neighbour in (("row", 8, 14, "right"), ("column", 14, 8, "below"))
        for split, name in (("test", "test"), ("train", "training"))
    }
)
ATTRIBUTES: Mapping[str, Sums] = MappingProxyType(
    {
        f"{before}{labels.counts('all', given)[0]} {rows}": counted(labels.table("Pointy_Nose", "Rosy_Cheeks", "all", given))
        for before, rows, given in (("all ", "rows", None), ("", "without Heavy_Makeup", 0), ("", "with Heavy_Makeup", 1))
    }
)


@dataclass(frozen=True)
class Printed:
    item: str
    value: float
    digits: int
    data: Mapping[str, Sums]  # what it is a correlation of, or estimates
    measured: bool  # of the data themselves; else it is the estimate of a trained network
    note: str


PRINTED = (
    Printed("Table 5, empirical", 0.8813, 4, PIXELS, True, "The published code reads the pixels of row 8 in the test split."),
    Printed("Table 5, estimated", 0.8674, 4, PIXELS, False, "Estimated with a trained network."),
    Printed(
        "Table 6, empirical", 0.40, 2, ATTRIBUTES, True, "No split and no neighbouring numbering of the attributes gives 0.40."
    ),
    Printed(
        "Table 6, estimated",
        0.16,
        2,
        ATTRIBUTES,
        False,
        "Estimated with trained networks; nearer to the labels than the printed truth.",
    ),
    Printed(
        "Table 6, estimated, conditional",
        0.04,
        2,
        ATTRIBUTES,
        False,
        "Estimated with trained networks, on one undivided difference below 1e-4 along one direction: no norm of a Jacobian row.",
    ),
)
