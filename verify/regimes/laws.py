"""The laws that cases are drawn of and derivations are stated of: all that is asked about one stands in its entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from analytic import brenier, gaussian, mixture, scm
from analytic.brenier import Transport
from analytic.gaussian import Pair
from analytic.mixture import Mixture
from verify.regimes import structural

Constructor = Callable[..., Any]  # f(ar, **parameters)
ANY: frozenset[int] = frozenset()
ONE = frozenset({1})


@dataclass(frozen=True)
class Kind:
    made: type
    makes: tuple[tuple[str, Constructor], ...]  # the first whose parameter is given; "" is given always
    own: tuple[str, ...]  # its parameters, those first that a function can least do without
    mixed: bool = False  # its data have components; else both ends are alike, and so are their letters
    coupled: bool = False  # its ends may depend on each other
    path: bool = True  # it names its own interpolation; else straight lines
    timed: bool = True  # it moves between two ends
    counted: tuple[str, str] = ("mean0", "m0")  # a parameter, and its field, with an entry for each dimension
    least: int = 1  # dimensions
    drawn: Any = None  # what draws its parameters (`structural`), where they are no means and covariances of ends
    monotone: bool = False  # its flow is the optimal map of its ends
    dimensions: frozenset[int] = ANY  # if it has some only
    proved: tuple[tuple[int, int], ...] = ((1, 1), (2, 1))  # (d, K) whose parameters may all be symbols
    diagonal: bool = False  # its covariances are symbols where they are diagonal only

    @property
    def components(self) -> frozenset[int]:
        """If it has so many only."""
        return ANY if self.mixed else ONE

    @property
    def letters(self) -> Mapping[str, tuple[str, ...]]:
        """Of its parameters, if they are its own."""
        return self.drawn.LETTERS if self.drawn else {}

    @property
    def on_a_line(self) -> bool:
        return self.dimensions == ONE


_OF_ENDS, _OF_COMPONENTS = ("mean1", "cov1", "mean0", "cov0"), ("means", "covs", "weights", "mean0", "cov0")
_COUPLED = (("cross", gaussian.joint), ("T", gaussian.deterministic), ("", gaussian.independent))
LAWS: dict[str, Kind] = {
    "mixture": Kind(Mixture, (("", mixture.mixture),), _OF_COMPONENTS, mixed=True, proved=((1, 1), (1, 2), (2, 1))),
    "gaussian": Kind(Pair, _COUPLED, (*_OF_ENDS, "cross"), coupled=True),
    "line": Kind(
        Mixture,
        (("", mixture.mixture),),
        _OF_COMPONENTS,
        mixed=True,
        monotone=True,
        dimensions=ONE,
        proved=((1, 1), (1, 2)),
    ),
    "transport": Kind(
        Transport,
        (("", brenier.transport),),
        _OF_ENDS,
        path=False,
        monotone=True,
        diagonal=True,
    ),
    "scm": Kind(
        scm.Model,
        (("", structural.law),),
        (*structural.LETTERS,),
        path=False,
        timed=False,
        counted=("variances", "V"),
        least=2,
        drawn=structural,
        proved=((2, 1), (3, 1)),
    ),
}
MIXED = tuple(name for name, kind in LAWS.items() if kind.mixed)
TIMED = tuple(name for name, kind in LAWS.items() if kind.timed)
PAIRS = tuple(name for name in TIMED if name not in MIXED)
COUPLED = tuple(name for name, kind in LAWS.items() if kind.coupled)
WITH_PATH = tuple(name for name, kind in LAWS.items() if kind.path)


def constructor(law: str, parameters: Any) -> Constructor:
    """What builds the law from these parameters, by their names."""
    return next(made for name, made in LAWS[law].makes if not name or name in parameters)


def kind_of(law: Any) -> str:
    """The first name that fits it; "" for a law that is none of them."""
    return next((name for name, kind in LAWS.items() if isinstance(law, kind.made)), "")


def kinds_of(law: Any) -> list[str]:
    """All names that fit it, in its dimension."""
    d = dimension(law)
    return [n for n, kind in LAWS.items() if isinstance(law, kind.made) and (not kind.dimensions or d in kind.dimensions)]


def dimension(law: Any) -> int:
    return len(getattr(law, LAWS[kind_of(law)].counted[1]))


def size_of(law: str, parameters: Mapping[str, Any]) -> int:
    """Its dimension, from its parameters."""
    return len(parameters[LAWS[law].counted[0]])


def drawn_by(parameters: Mapping[str, Any]) -> Any:
    """What draws parameters of these names; None for those of ends."""
    return next((kind.drawn for kind in LAWS.values() if kind.drawn and kind.counted[0] in parameters), None)


def has_path(law: Any) -> bool:
    """Does the law name its own interpolation? An optimal transport moves along straight lines."""
    return kind_of(law) in WITH_PATH


def mixed(law: Any) -> bool:
    """Have its data components?"""
    return kind_of(law) in MIXED


def components(law: Any) -> int:
    """How many its data have; one, if they have none."""
    return len(law.w) if mixed(law) else 1
