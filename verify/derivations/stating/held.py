"""All parameters in one object, as a dict, a dataclass or a configuration would hold them; what is read of it is noted.

To jax it is a tree with a leaf for each parameter, so that compiled functions take it.
"""

from collections.abc import Callable
from contextlib import suppress
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from verify.derivations.stating.argument_names import Argument
from verify.derivations.stating.known_names import NAMES, of_law

PARAMETERS = [meaning for meaning in NAMES if of_law(meaning) and meaning != "parameters"]


class Held:
    """p.mu, p["mu"] and p.get("mu") for every name of a parameter of the law. The same array each time: it may be changed.

    meaning: of a name, and its component; value: of a meaning and a component; note: is told what is read.
    """

    def __init__(
        self, meaning: Callable[[str], tuple[str, int]], value: Callable[[str, int], Any], note: Callable[[Argument], object]
    ) -> None:
        self._meaning, self._value, self._note = meaning, value, note
        self._given = dict[Argument, tuple[Any, Any]]()  # and a copy, as it was

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as e:
            raise AttributeError(e.args[0]) from None

    def __getitem__(self, name: str) -> Any:
        meaning, k = self._meaning(name)
        if meaning not in PARAMETERS:
            near = get_close_matches(str(name), [n for own in PARAMETERS for n in NAMES[own]], 2)
            raise KeyError(f"{name!r} is no parameter that is known: " + (" or ".join(near) or "rename={...} says what it is"))
        key = (name, meaning, k)
        self._note(key)
        if key not in self._given:
            self._given[key] = self._value(meaning, k), self._value(meaning, k)
        return self._given[key][0]

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default


def changed_in(held: Held) -> list[str]:
    """The names of what is no longer as it was given."""
    changes = [(name, pair) for (name, _, _), pair in held._given.items() if pair[0] is not pair[1]]
    return [name for name, (now, before) in changes if not np.array_equal(_numbers(now), _numbers(before))]


@cache
def known_to_jax() -> None:
    """From here on jax takes such an object apart and puts it together again."""
    import_module("jax").tree_util.register_pytree_node(Held, _leaves, _of_leaves)


def _leaves(held: Held) -> tuple[list[Any], Any]:
    found = dict[str, Any]()
    for meaning in PARAMETERS:
        with suppress(AttributeError, ValueError, ZeroDivisionError):  # the law has none, or it is singular
            found[meaning] = held._value(meaning, -1)
    return [*found.values()], (tuple(found), held._meaning, held._note)


def _of_leaves(kept: Any, leaves: Any) -> Held:
    meanings, meaning, note = kept
    values = dict(zip(meanings, leaves, strict=True))
    return Held(meaning, lambda of, k: values[of][k] if k >= 0 else values[of], note)


def _numbers(v: Any) -> Any:
    return v.detach().double().numpy() if hasattr(v, "detach") else np.asarray(v)
