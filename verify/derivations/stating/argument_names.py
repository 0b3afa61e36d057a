"""What the arguments of a plain function mean, by their names: one argument for each parameter, or all parameters in one.

Names are known (`known_names.TABLE`), or declared: rename={"theirs": "ours"}, where ours is a meaning, or a name that is known.
  rename={"v": "diagonal covs"}   (K, d); of an end "diagonal cov0", (d,). Also "isotropic vars", (K,); both as standard deviations,
                                  std for var or cov; "precisions", "choleskys" (lower), (K, d, d). What that asks is assumed.
  rename={"blob": "parameters"}   all of them in one object, as with known names of such an argument (params, p, cfg ...): it has
                                  blob.mu, blob["mu"], blob.get("mu") for every name above; a trial call shows what is read
  rename={"args": ("mu", "x")}    *args in this order, **kwargs by these names
  xp                              the array namespace of the library
"""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from verify.derivations.stating.known_names import (
    AMBIGUOUS,
    GIVEN,
    MEANING,
    NAMES,
    TABLE,
    family,
    meaning_of,
    missing,
    of_law,
    written,
)
from verify.regimes.laws import MIXED

__all__ = ["MEANING", "TABLE", "Arguments", "declared", "read"]

Argument = tuple[str, str, int]  # its name, what it means, and the component (-1: all of them)
GATHERING = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


@dataclass(frozen=True)
class Arguments:
    """How the function is given what it takes."""

    each: tuple[Argument, ...]
    positional: frozenset[str]
    held: tuple[Argument, ...] = ()  # what it reads of the one that holds the parameters

    @property
    def read(self) -> tuple[Argument, ...]:
        return tuple(a for a in self.each if a[1] != "parameters") + self.held

    @property
    def meanings(self) -> frozenset[str]:
        return frozenset(meaning for _, meaning, _ in self.read)

    @property
    def holder(self) -> str:
        """The name of the argument that holds the parameters, if there is one."""
        return next((name for name, meaning, _ in self.each if meaning == "parameters"), "")


def read(
    f: Any, law: str, swapped: bool, rename: Mapping[str, Any] | None = None, given: Mapping[str, str] | None = None
) -> Arguments:
    """The arguments of f. TypeError: a name that is in no table, or means two things, or no names at all.

    Those that are `given` are quantities (`given_names`). One that has a default keeps it if it means nothing, or what another
    without a default means.
    """
    rename, given, parameters = rename or {}, given or {}, list(inspect.signature(f).parameters.values())
    rename = {**_of_data([p.name for p in parameters], law), **rename}
    each = list[Argument]()
    for p in parameters:
        if p.name in given:
            each.append((p.name, GIVEN, -1))
        elif p.kind in GATHERING:
            each += [(key, *declared(own, law, swapped, rename)) for key, own in _gathered(f, p, rename)]
        else:
            each.append((p.name, *declared(p.name, law, swapped, rename)))
    optional = {p.name for p in parameters if p.default is not p.empty} - {*rename, *given}
    guessed = {name for name, *_ in each if name in AMBIGUOUS} - {*rename, *given}
    sure = [a for a in each if a[0] not in optional | guessed]
    have = [meaning for _, meaning, _ in sure]
    each = [a for a in each if a[0] not in optional or _adds(a, sure)]
    doubtful = guessed if any(map(of_law, have)) else set()
    unknown = [name for name, meaning, _ in each if not meaning or name in doubtful]
    if unknown:
        raise TypeError(_unknown(f, unknown, law, have))
    return Arguments(tuple(each), _positional(parameters, each))


def _of_data(names: Sequence[str], law: str) -> dict[str, str]:
    """Beside x the points are those of the data."""
    others = [name for name in names if name != "points"]
    return {"points": "means"} if law in MIXED and "points" in names and any(MEANING.get(name) == "x" for name in others) else {}


def _adds(argument: Argument, to: list[Argument]) -> bool:
    """Does it say what none of these does?"""
    _, meaning, k = argument
    if meaning == "parameters":
        return not any(of_law(m) for _, m, _ in to)
    return bool(meaning) and (family(meaning), k) not in [(family(m), j) for _, m, j in to]


def declared(name: str, law: str, swapped: bool, rename: Mapping[str, Any]) -> tuple[str, int]:
    """What a name means, as declared, else as known; and the component."""
    ours = rename.get(name, name)
    meaning, k = meaning_of(ours, law, swapped)
    if name in rename and not meaning:
        meaning, k = _form_of(str(ours), law, swapped)
    if name in rename and not meaning:
        known = ", ".join(missing(law, ()))
        raise TypeError(
            f"rename={{{name!r}: {ours!r}}}: {ours!r} is no parameter of the law {law!r}: use one of {known}, or a form of a "
            "covariance, as in 'precision cov1', 'cholesky cov1', 'diagonal cov1'"
        )
    return meaning, k


def _form_of(text: str, law: str, swapped: bool) -> tuple[str, int]:
    """ "precision Sigma1": what the covariance of that name is written as; nothing, if it is none."""
    form, _, name = text.partition(" ")
    meaning, k = meaning_of(name, law, swapped)
    covariance = meaning if written(meaning)[0] == "cov" else ""
    found = (f"{form}{covariance[-1]}", f"{form} {covariance}") if covariance else ()
    return next(((m, k) for m in found if written(m)[0]), ("", -1))


def _gathered(f: Any, p: inspect.Parameter, rename: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What *args or **kwargs holds: under which key, and the name that says what it is."""
    names = rename.get(p.name, ())
    if not isinstance(names, tuple | list) or not names:
        star = "*" if p.kind is p.VAR_POSITIONAL else "**"
        wanted = f"rename={{{p.name!r}: ('mu', 'Sigma', ...)}}"
        raise TypeError(f"{_called(f)} takes {star}{p.name}: name its arguments, so that they can be told apart, {wanted}")
    return [(f"{p.name}[{i}]" if p.kind is p.VAR_POSITIONAL else n, n) for i, n in enumerate(names)]


def _positional(parameters: list[inspect.Parameter], each: list[Argument]) -> frozenset[str]:
    """Those that are given by position, as jax's transformations ask: the first ones, to one that keeps its default; and *args."""
    names, given = list[str](), {name for name, *_ in each}
    for p in parameters:
        if p.kind is p.VAR_POSITIONAL:
            return frozenset([*names, *(name for name in given if name.startswith(f"{p.name}["))])
        if p.kind is p.KEYWORD_ONLY or p.kind is p.VAR_KEYWORD:
            break
        if p.name not in given:
            if star := next((q.name for q in parameters if q.kind is q.VAR_POSITIONAL), ""):
                raise TypeError(f"{p.name} before *{star} has no meaning: rename={{{p.name!r}: ...}}")
            break
        names.append(p.name)
    return frozenset(names)


def _unknown(f: Any, names: list[str], law: str, have: list[str]) -> str:
    """Names that say nothing, or two things; what they may be, and how to say it."""
    left = missing(law, have)
    first = names[0]
    near = get_close_matches(first, [n for meaning in left for n in NAMES[meaning]], 1, 0.7)
    guess = AMBIGUOUS.get(first) or near or left[:1] or ["parameters"]
    readings = (
        f" {first} may be {' or '.join(AMBIGUOUS[first])}." if first in AMBIGUOUS else f" Did you mean {near[0]}?" if near else ""
    )
    still = f" Not given yet: {', '.join(f'{m} ({NAMES[m][0]})' for m in left)}." if left else ""
    return (
        f"{_called(f)} has arguments of unknown meaning: {', '.join(names)}.{readings} "
        f"Say what it is, rename={{{first!r}: {guess[0]!r}}}, or give a default.{still}"
    )


def _called(f: Any) -> str:
    return getattr(f, "__name__", "the function")
