"""The kinds of evidence, strongest first: the one table of what each is called, costs and shows. A module of its name decides.

The words are made of the constants that the modules work with, so what is printed of a kind is what it does.
"""

from dataclasses import dataclass
from math import log2

BALLS_BOUND = 2.0**-200
DIGITS = 80  # of every kind that works in digits
WINDOWS = (40, 60)  # distances h near 2^-40 and near 2^-60
ORDER_BOUND = 1e-3  # of an observed order; rate.py says what it admits
RATE_SEES, RATE_CURVATURE = 1e-15, 1000  # an error above 2^-60 |g''| is seen, rate.py says why: 1e-15 while |g''| <= 1000
FLOAT64_UNITS = 4.0  # float64 works in another basis than the balls (one congruence each way), so a few units, not one
AUTODIFF_UNITS = 16.0  # differentiation repeats each operation a few times
DIFFERENCES_UNITS = 2.0  # half for the next term of the truncation, half for the rest
FALSE_ALARM = 1e-6  # of a whole regime: how often a true formula is refuted


@dataclass(frozen=True)
class Kind:
    """A kind of evidence. `short` and `means` say what HOLDS means by it; no two kinds share a letter or a cost."""

    name: str
    letter: str
    cost: int  # rank of the time that a regime takes, milliseconds to seconds: 1 is the cheapest
    short: str
    means: str
    needs: str = ""  # what a regime must take beside the law: t, x


def power_of_ten(value: float) -> str:
    """`1e-6` of 1e-6."""
    return f"{value:.0e}".replace("e-0", "e-")


AT_WINDOWS = " and ".join(f"2^-{window}" for window in WINDOWS)
ALARMS = f"false alarms {power_of_ten(FALSE_ALARM)}"

KINDS = {
    kind.name: kind
    for kind in (
        Kind("symbols", "S", 7, "all parameters", "proved for all parameters of the regime, in the stated dimension"),
        Kind(
            "balls",
            "B",
            2,
            "certified",
            f"certified at exact points: enclosed within 2^{log2(BALLS_BOUND):.0f} of zero by rigorous arithmetic",
        ),
        Kind("boxes", "X", 6, "certified on a box", "an inequality certified on a whole box of parameters, by subdivision", "tx"),
        Kind(
            "rate",
            "R",
            8,
            f"to {power_of_ten(RATE_SEES)}",
            f"the Taylor remainder is of second order at steps near {AT_WINDOWS}, in {DIGITS} digits; an error of "
            f"{power_of_ten(RATE_SEES)} in the derivative would be seen, where the second derivative is below {RATE_CURVATURE}",
        ),
        Kind("float64", "F", 5, "to rounding", f"within {FLOAT64_UNITS:g} times the predicted rounding error of float64"),
        Kind(
            "autodiff",
            "A",
            10,
            "to rounding",
            f"equal to the derivative by automatic differentiation, within {AUTODIFF_UNITS:g} times the predicted rounding error",
        ),
        Kind(
            "differences",
            "D",
            9,
            "to step error",
            f"equal to central differences in float64, within {DIFFERENCES_UNITS:g} times the predicted truncation and rounding",
        ),
        Kind(
            "limit",
            "L",
            3,
            "at an end of time",
            f"the limit at an end of time is approached at least like the distance to it, near {AT_WINDOWS}, in {DIGITS} digits",
            "t",
        ),
        Kind(
            "order",
            "O",
            4,
            "at an end of time",
            f"grows or falls with the stated exponent to {ORDER_BOUND:g}, at distances near {AT_WINDOWS} "
            f"from an end of time (or their inverses), in {DIGITS} digits",
            "t",
        ),
        Kind(
            "sampling",
            "M",
            11,
            "no bias seen",
            "no bias seen in draws of the law; one along a test function, as large as stated, would be refuted with probability "
            f"1/2, and one that no test function correlates with not at all; {ALARMS}",
        ),
        Kind(
            "distribution",
            "K",
            12,
            "no other law seen",
            "two samples cannot be told apart by Kolmogorov's distance; laws the stated distance apart would be refuted "
            f"with probability 1/2 at least; {ALARMS}",
            "tx",
        ),
        Kind(
            "printed",
            "P",
            1,
            "as printed",
            "the printed number, certified within half a unit of its last digit or below its printed bound",
        ),
        Kind(
            "network",
            "N",
            13,
            "no loss to it",
            "its loss is not seen above that of a network trained on the law; a formula as far off as stated, by one vector at "
            f"one time, would be refuted with probability 1/2; {ALARMS}",
            "tx",
        ),
    )
}


def kind_named(name: str) -> Kind:
    """The kind of this name; ValueError if there is none."""
    if name not in KINDS:
        raise ValueError(f"{name!r} is no kind of evidence: use one of {', '.join(KINDS)}")
    return KINDS[name]


def short(name: str) -> str:
    """What HOLDS means, in two words; empty for a kind that only another version knows, as a run folder may hold."""
    return KINDS[name].short if name in KINDS else ""


def means(name: str) -> str:
    """What HOLDS means, in a sentence; empty where `short` is."""
    return KINDS[name].means if name in KINDS else ""
