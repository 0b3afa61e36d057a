"""The published scripts and the published network, as their code has them."""

from fractions import Fraction
from functools import partial
from typing import NamedTuple

from analytic.arithmetic import Arithmetic
from verify.claim import Regime
from verify.papers.causality_delta import published_unet, scripts
from verify.papers.causality_delta.printed import PLANE_RATE
from verify.papers.causality_delta.published_unet import Flowing
from verify.papers.causality_delta.scripts import Named


class Scripts(NamedTuple):
    """Files that are saved and files that are loaded."""

    ar: Arithmetic
    saved: tuple[Named, ...]
    loaded: tuple[Named, ...]


class Channels(NamedTuple):
    """Channels of a network as an image flows through it."""

    ar: Arithmetic
    flowing: Flowing


class Optimiser(NamedTuple):
    """The rate of an optimiser."""

    ar: Arithmetic
    rate: Fraction


FIVES = Regime.once(
    "scripts of the fives",
    "the flow of fives: trained by one script, read by another",
    lambda ar: Scripts(ar, scripts.FIVES_SAVED, scripts.FIVES_LOADED),
)
CELEBA = Regime.once(
    "scripts of CelebA",
    "flow and classifier: trained by two scripts, read by a third",
    lambda ar: Scripts(ar, scripts.CELEBA_SAVED, scripts.CELEBA_LOADED),
)
BILINEAR, TRANSPOSED = (
    Regime.once(
        f"FlowUNet, {name} upsampling",
        f"the published network with {name} upsampling",
        partial(lambda bilinear, ar: Channels(ar, published_unet.flowing(bilinear)), bilinear),
    )
    for name, bilinear in (("bilinear", True), ("transposed", False))
)
DEFAULT_RATE = Regime.once(
    "AdamW, no rate given", "as the script of the plane makes it", lambda ar: Optimiser(ar, Fraction(published_unet.rate()))
)
GIVEN_RATE = Regime.once(
    "AdamW, the option's rate", "as its option says", lambda ar: Optimiser(ar, Fraction(published_unet.rate(lr=float(PLANE_RATE))))
)
