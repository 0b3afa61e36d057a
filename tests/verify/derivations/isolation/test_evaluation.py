"""What the other process says is read as JSON or ends it."""

from typing import Any

import pytest

from tests.verify.derivations.samples import drift
from verify import as_derivation
from verify.derivations.isolation.evaluation import Evaluator
from verify.derivations.isolation.numbers import Garbled
from verify.derivations.isolation.peer import GRACE, Ended
from verify.derivations.spent import spent


def load() -> list[Any]:
    return [as_derivation(drift, "velocity", "gaussian")]


@pytest.mark.parametrize("error", [Garbled("x"), KeyError("x"), TypeError("x"), IndexError("x"), AttributeError("x")])
def test_nonsense_ends_the_process_and_the_next_question_begins_another(error: Exception) -> None:
    def read() -> None:
        raise error

    with Evaluator(load, "fork", 60.0) as process:
        process.load()
        with pytest.raises(Ended, match="cannot be understood"):
            process.understood(read)
        assert process.ask(do="nothing", item=0)["raised"] == "KeyError"
        assert process.understood(lambda: 7) == 7


def test_what_it_computes_is_spent_here_and_counted_against_what_is_left() -> None:
    with Evaluator(load, "fork", 60.0) as process:
        process.load()
        before, left = spent(), process._left
        process._computed(process._before + 5.0)
        assert spent() - before >= 5.0 and process._left == left - 5.0
        process.renew()
        assert process._left == 60.0 + GRACE
