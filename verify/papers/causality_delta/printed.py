"""What *Causality-Delta* prints: the numbers of its tables, each typed here and nowhere else, and those of its text.

Table 5: pixels "(14,8) and (15,8)" of the MNIST fives; which index is the row is not said. Table 6: attributes numbered from 1.
"""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from verify.papers.number import Number, numbers

# Table 2: model, time embedding, base channels, multipliers, resolutions with attention
BASE, MULTIPLIERS = 64, (1, 2, 4, 8, 16)  # of the baseline
TABLE2 = (
    ("FlowUNet (baseline)", "256", str(BASE), str(MULTIPLIERS), ""),
    ("FlowUNet (attention)", "256", "64", "(1, 1, 2, 2, 4)", "(8, 16, 32)"),
)

# Table 3, and where Section 5.5 departs from it
TABLE3: Mapping[str, str] = MappingProxyType({"training steps": "400 001", "batch size": "128", "learning rate (AdamW)": "2e-4"})
MNIST_STEPS, LINE_STEPS, PLANE_STEPS, EPOCHS, MNIST_BATCH = "10 001", "2000", "1000", "20", "64"
LINE_RATE, PLANE_RATE = "1e-3", "1e-4"

# Table 4, "Jacobian Analysis in Mixture of Gaussians"
TIMES = (Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(99, 100))
DIGITS = 3  # after the point
NUMERICAL = "Numerical vs. Analytical"
INTERVENTION = "Intervention vs. Analytical"
TABLE4: Mapping[str, tuple[Number, ...]] = MappingProxyType(
    {
        NUMERICAL: numbers("0.058", "0.289", "0.219", "0.251", "0.179"),
        INTERVENTION: numbers("<0.001", "0.284", "0.300", "0.039", "<0.001"),
    }
)

# Tables 5 and 6: correlations of two pixels, of two attributes
PIXELS: Mapping[str, tuple[int, int, str]] = MappingProxyType({"row": (8, 14, "right"), "column": (14, 8, "below")})
DATA5, ESTIMATE5 = numbers("0.8813", "0.8674")
ATTRIBUTES: Mapping[int, str] = MappingProxyType({19: "Heavy_Makeup", 28: "Pointy_Nose", 30: "Rosy_Cheeks"})
DATA6, ESTIMATE6, CONDITIONAL6 = numbers("0.40", "0.16", "0.04")


class Item(StrEnum):
    """The correlations of Tables 5 and 6, as an audit names them."""

    DATA5 = "Table 5, empirical"
    ESTIMATE5 = "Table 5, estimated"
    DATA6 = "Table 6, empirical"
    ESTIMATE6 = "Table 6, estimated"
    CONDITIONAL6 = "Table 6, estimated, conditional"


# Section 6.4: so many of so many differences are kept
KEPT = (1700, 10_000)
KEPT_WORDS = f"{KEPT[0]} of {KEPT[1]:,}".replace(",", " ")


def of_table4(column: str, t: Fraction) -> Number | None:
    """What Table 4 prints in `column` at t; None where it prints nothing."""
    return dict(zip(TIMES, TABLE4.get(column, ()), strict=False)).get(t)


def latex4(column: str) -> str:
    r"""A column of Table 4 in a formula, bounds as zeros."""
    shown = (Number(f"{0:.{n.digits}f}") if n.is_bound else n for n in TABLE4[column])
    return r",\ ".join(n.short for n in shown)
