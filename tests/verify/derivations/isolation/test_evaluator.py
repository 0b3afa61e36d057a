"""Where the formulas run: each call gets arrays of its own, what is raised is told in words, the statement is described."""

from typing import Any

import pytest

from tests.verify.derivations.samples import RUNG, drift
from verify import as_derivation
from verify.derivations.isolation import evaluator
from verify.derivations.isolation.evaluation import Evaluator
from verify.derivations.isolation.peer import Failed
from verify.derivations.isolation.remote import item
from verify.evidence.enclosure import compare


def raises(law: Any, t: Any, x: Any) -> Any:
    raise LookupError("not here")


def hungry(law: Any, t: Any, x: Any) -> Any:
    raise MemoryError


def load() -> list[Any]:
    return [as_derivation(f, "velocity", "gaussian", assume="d=1") for f in (drift, raises, hungry)]


def test_values_are_those_of_this_process() -> None:
    with Evaluator(load, "fork", 60.0) as process:
        assert [i["name"] for i in process.load()] == ["drift", "raises", "hungry"]
        d = item(process, 0)
        assert d is not None
        from analytic import arithmetic

        ar = arithmetic.balls(256)
        with ar.scope():
            at = RUNG.law(ar), ar.array(RUNG.times[0]), ar.array([list(p) for p in RUNG.points])
            assert compare(d.formula(*at), drift(*at)).width < 2.0**-200
        for n, says in ((1, "not here"), (2, f"more than {evaluator.MEMORY >> 30} GiB")):
            wrong = item(process, n)
            assert wrong is not None
            with ar.scope(), pytest.raises(Exception, match=says):
                wrong.formula(*at)


def test_too_many_statements_are_refused() -> None:
    def many() -> list[Any]:
        return load() * 400

    with Evaluator(many, "fork", 60.0) as process, pytest.raises(Failed, match="states 1200 derivations"):
        process.load()
