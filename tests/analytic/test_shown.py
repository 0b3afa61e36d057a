"""What a prompt shows of a law fits a screen, says arithmetic and shapes, and holds no address of memory."""

from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

import pytest

from analytic import arithmetic
from analytic._shown import Shown
from verify.handbook.arguments import MODULES, laws

SCREEN = 800  # characters: ten lines of eighty


def plain(thing: Any) -> bool:
    shown = repr(thing)
    return len(shown) < SCREEN and " at 0x" not in shown and "Fraction(" not in shown


@pytest.mark.parametrize("ar", [arithmetic.float64(), arithmetic.balls(256), arithmetic.digits(60), arithmetic.torch()], ids=repr)
def test_laws_show_their_arithmetic_and_shapes(ar: Any) -> None:
    assert repr(laws(ar)["mixture"]) == f"Mixture({ar.name}, w (2,), m0 (2,), S0 (2, 2), m (2, 2), C (2, 2, 2))"
    assert [name for name, law in laws(ar).items() if not plain(law)] == []


def test_every_law_is_shown_so() -> None:
    found = {v for name in MODULES for v in vars(import_module(f"analytic.{name}")).values() if isinstance(v, type)}
    laws = [kind for kind in found if is_dataclass(kind) and "ar" in {f.name for f in fields(kind)}]
    assert len(laws) > 15 and [kind for kind in laws if kind.__repr__ is not Shown.__repr__] == []
