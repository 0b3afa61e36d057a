"""What the other process says is read as JSON or ends it."""

from typing import Any

import pytest

from tests.verify.derivations.samples import drift
from verify import as_derivation
from verify.derivations.isolation.evaluation import Evaluator
from verify.derivations.isolation.numbers import Garbled
from verify.derivations.isolation.peer import Ended


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
