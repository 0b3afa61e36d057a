"""A library's text is not the user's, wherever the user's stands."""

import json
import sys

import numpy as np
import pytest

import analytic
from tests.verify.derivations import samples
from verify.derivations import seen
from verify.derivations.whose_code import is_users, steps


@pytest.mark.parametrize("file", [json.__file__, str(np.__file__), analytic.__file__, seen.__file__, "<frozen os>"])
def test_libraries_are_not(file: str) -> None:
    assert not is_users(file)


@pytest.mark.parametrize("file", [__file__, str(samples.__file__), "/elsewhere/derivation_x.py", "mine.py", "<stdin>"])
def test_files_elsewhere_and_what_is_typed_are(file: str) -> None:
    assert is_users(file)


def test_the_lines_of_the_users_own_text() -> None:
    try:
        json.loads("{")
    except ValueError:
        traceback = sys.exc_info()[2]
    assert [step.tb_lineno for step in steps(traceback)] == [test_the_lines_of_the_users_own_text.__code__.co_firstlineno + 2]
    assert list(steps(None)) == []
