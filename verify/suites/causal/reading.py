"""Reading a graph of one's own from TOML or JSON. Every error names the key, the value, the reason, the fix.

    nodes  X = 1, or X = {variance = 1, mean = "1/2"}     of the noise of each variable; needed
    edges  "X -> Y" = 0.5                                 what Y gains with X
    do     X = 2                                          the variable that is set, and to what; needed
    unit   X = 0.5, Y = 1                                 all variables of the unit that is imagined; without it none is
    name                                                  default the file's name

Numbers are ints, decimals as they stand, or strings such as "1/3".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from reprlib import repr as short
from typing import Any

from analytic import arithmetic, knothe, scm
from analytic.exact import LARGEST, fraction
from learned.files import tables
from verify.claim import Regime
from verify.regimes.causes import setting

NEEDED = ("nodes", "do")
KEYS = (*NEEDED, "edges", "unit", "name")
NOISE = ("variance", "mean")
LONGEST, MOST = 60, 6  # letters of a name; variables: six take half a minute, each one more a multiple of it
Numbers = dict[str, Fraction]


@dataclass(frozen=True)
class Asked:
    """A model whose variable k is set."""

    regime: Regime
    nodes: tuple[str, ...]
    k: int
    imagined: bool  # is a unit given?


def load(path: Path) -> Asked:
    given = tables.load(path, holds=f"the keys {' and '.join(NEEDED)}")
    try:
        return _asked({"name": path.stem, **given})
    except ValueError as e:
        raise ValueError(f"{path}: {e}") from None


def _asked(given: Mapping[str, Any]) -> Asked:
    _keys("", given, KEYS, NEEDED)
    V, c = _noises(_table(given, "nodes"))
    nodes = tuple(V)
    edges = _edges(_table(given, "edges"), nodes)
    done, unit = (_numbers(key, _table(given, key), nodes) for key in ("do", "unit"))
    if len(done) != 1:
        raise ValueError(f"do names {', '.join(done) or 'nothing'}: set one variable, e.g. do = {{{nodes[0]} = 1}}")
    if missing := [n for n in nodes if unit and n not in unit]:
        raise ValueError(f"unit does not say what {missing[0]} is: give each variable its value, or leave unit out")
    _density(V, c, edges, unit)
    (k, v), B = next(iter(done.items())), [[edges.get((j, i), 0) for j in nodes] for i in nodes]
    x = [unit.get(n, c[n]) for n in nodes]
    law = partial(setting, B, [*V.values()], [*c.values()], nodes.index(k), v, [x], (nodes.index(k),), [v])
    _definite(law)
    return Asked(Regime.once(_text("name", given["name"]), "a graph of one's own", law), nodes, nodes.index(k), bool(unit))


def _keys(where: str, given: Mapping[str, Any], known: tuple[str, ...], needed: tuple[str, ...]) -> None:
    for key in given:
        if key not in known:
            raise ValueError(f"{where}unknown key {key!r}: the keys are {', '.join(known)}")
    for key in needed:
        if key not in given:
            raise ValueError(f"{where}the key {key!r} is missing: {' and '.join(needed)} must be there")


def _table(given: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = given.get(key, {})
    if not isinstance(found, dict):
        raise ValueError(f"{key} is {short(found)}: it must be a table of variables and numbers")
    return found


def _noises(given: dict[str, Any]) -> tuple[Numbers, Numbers]:
    """Variance and mean of each."""
    if not 2 <= len(given) <= MOST:
        raise ValueError(f"nodes has {len(given)} variables: give 2 to {MOST}")
    V, c = dict[str, Fraction](), dict[str, Fraction]()
    for node, said in given.items():
        noise = said if isinstance(said, dict) else {"variance": said}
        _keys(f"nodes.{node}: ", noise, NOISE, NOISE[:1])
        name = _text("the name of a node", node)
        V[name], c[name] = (_number(f"the {key} of {name}", noise.get(key, 0)) for key in NOISE)
        if V[name] < 0:
            raise ValueError(f"the variance of {name} is {V[name]}: no noise has a negative one; give a positive number")
    return V, c


def _edges(given: dict[str, Any], nodes: tuple[str, ...]) -> dict[tuple[str, str], Fraction]:
    """Cause and effect, and how much."""
    found = dict[tuple[str, str], Fraction]()
    for arrow, weight in given.items():
        ends = tuple(end.strip() for end in arrow.split("->"))
        if len(ends) != 2:
            raise ValueError(f"edges has {arrow!r}: write an arrow as 'cause -> effect'")
        for end in ends:
            _known(f"the edge {arrow!r}", end, nodes)
        if ends in found:
            raise ValueError(f"edges has {arrow!r} twice: keep one of them")
        found[ends[0], ends[1]] = _number(f"the edge {arrow!r}", weight)
    try:
        TopologicalSorter({n: [a for a, b in found if b == n] for n in nodes}).prepare()
    except CycleError as e:
        raise ValueError(f"the edges have the cycle {' -> '.join(e.args[1])}: no order puts causes first; take one away") from None
    return found


def _numbers(key: str, given: dict[str, Any], nodes: tuple[str, ...]) -> Numbers:
    return {_known(key, node, nodes): _number(f"{key}.{node}", value) for node, value in given.items()}


def _density(V: Numbers, c: Numbers, edges: dict[tuple[str, str], Fraction], unit: Numbers) -> None:
    """A variable without noise follows from its causes: the law has no density, and a unit may be impossible."""
    for node in (n for n in V if V[n] == 0):
        follows = c[node] + sum(w * unit.get(cause, 0) for (cause, effect), w in edges.items() if effect == node)
        if unit and unit[node] != follows:
            raise ValueError(f"unit has {node} = {unit[node]}, which has probability 0: without noise it is {follows}; change one")
        raise ValueError(f"the variance of {node} is 0: the law has no density, so no flow generates it; give a positive number")


def _definite(law: Any) -> None:
    """The doors of `analytic` look at eigenvalues in floats."""
    ar = arithmetic.balls()
    with ar.scope():
        model = law(ar).model
        try:
            knothe.knothe(ar, scm.covariance(model), scm.causal_order(model))
        except ValueError as e:
            raise ValueError(f"{e}; effects or variances are too far apart for that in floats: bring them nearer") from None


def _known(where: str, node: str, nodes: tuple[str, ...]) -> str:
    if node not in nodes:
        raise ValueError(f"{where} names {node!r}, which is no node: the nodes are {', '.join(nodes)}")
    return node


def _number(where: str, given: Any) -> Fraction:
    return fraction(given, where, largest=LARGEST)


def _text(what: str, given: Any) -> str:
    """What is shown in a terminal and in tables."""
    if not isinstance(given, str) or not given.strip() or len(given) > LONGEST or not given.isprintable() or "->" in given:
        raise ValueError(f"{what} is {short(given)}: give a text of at most {LONGEST} letters that print, without '->'")
    return given.strip()
