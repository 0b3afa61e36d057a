"""A formula that runs elsewhere is a formula: how it is called is found from here, errors keep their kind, nonsense is refused."""

from typing import Any

import numpy as np
import pytest

from analytic import arithmetic
from analytic.arithmetic import SingularCovariance
from tests.verify.derivations.samples import field
from verify import as_derivation
from verify.derivations import cases
from verify.derivations.isolation import remote
from verify.derivations.isolation.evaluation import Evaluator
from verify.derivations.isolation.numbers import Garbled
from verify.derivations.isolation.peer import Ended
from verify.derivations.observed_call import quiet
from verify.derivations.statement import Unusable


def test_a_plain_function_is_called_as_it_wants_to_be() -> None:
    stated = as_derivation(field, "velocity", "gaussian")
    with Evaluator(lambda: [stated], "fork", 60.0) as process:
        process.load()
        d = remote.item(process, 0)
        assert d is not None and d.formula.plain and not d.formula.exact
        there, here = d.formula.settle(), stated.formula.settle()
        assert there.dtype == here.dtype == "float64"
        ar = arithmetic.float64()
        law: Any = cases.fresh("gaussian", stated.needs, 0, 1)[0].law(ar)
        x = np.array([[0.5] * len(law.m0), [-2.0] * len(law.m0)])
        assert np.array_equal(there(law, 0.25, x), here(law, 0.25, x))
        coarse = there.in_other_precision()
        assert coarse is not None and coarse.dtype == "float32"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ValueError", ValueError), ("TypeError", TypeError), ("ZeroDivisionError", ZeroDivisionError),
        ("SingularCovariance", SingularCovariance), ("UnicodeDecodeError", Exception), ("SystemExit", Exception),
        ("MyOwn", Exception),
    ],
)  # fmt: skip
def test_an_error_keeps_its_kind_and_its_words(name: str, kind: type[Exception]) -> None:
    found = remote.error({"raised": name, "words": "why", "unusable": False})
    assert isinstance(found, kind) and isinstance(found, Exception) and str(found) == "why" and type(found).__name__ == name
    assert isinstance(remote.error({"raised": name, "words": "why", "unusable": True}), Unusable)


def test_a_formula_without_its_guards_runs_there_too() -> None:
    def guarded(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
        return field(x, t, mu, Sigma) + 1e-5

    stated = as_derivation(guarded, "velocity", "gaussian")
    with Evaluator(lambda: [stated, as_derivation(field, "velocity", "gaussian")], "fork", 60.0) as process:
        process.load()
        d, plain = remote.item(process, 0), remote.item(process, 1)
        assert d is not None and plain is not None
        settled = d.formula.settle()
        bare, (guard,) = settled.without_guards()
        assert guard.value == 1e-5 and guard.line == guarded.__code__.co_firstlineno + 1
        law: Any = cases.fresh("gaussian", stated.needs, 0, 1)[0].law(arithmetic.float64())
        x = np.array([[0.5] * len(law.m0)])
        assert np.allclose(settled(law, 0.25, x) - bare(law, 0.25, x), 1e-5, rtol=1e-9)
        assert list(plain.formula.without_guards()[1]) == []


@pytest.mark.parametrize("value", [0.0, 1.0, 0.5, 1e-3, float("nan"), float("inf"), "x"])
def test_what_is_no_guard_is_refused(value: Any) -> None:
    with pytest.raises((Garbled, ValueError)):
        remote._guard(value, 1)


@pytest.mark.parametrize("said", [{"verdict": "TRUE"}, {"verdict": "PROVED", "scope": "", "why": 3, "records": []}, {}, []])
def test_parts_of_a_claim_that_do_not_read_are_refused(said: Any) -> None:
    with pytest.raises((Garbled, KeyError, TypeError)):
        remote._parts(said)


def doubled(x: Any, t: Any, mu: Any, Sigma: Any) -> Any:
    return 2 * field(x, t, mu, Sigma)


def test_changes_of_its_text_are_computed_there_too() -> None:
    """As many, each with the same words and values as here; what has none has none."""
    stated = as_derivation(doubled, "velocity", "gaussian")
    with Evaluator(lambda: [stated], "fork", 60.0) as process:
        process.load()
        d = remote.item(process, 0)
        assert d is not None
        there, here = d.formula.settle(), stated.formula.settle()
        n = here.edits()
        assert there.edits() == n > 20 and [there.edit(k) for k in range(9)] == [here.edit(k) for k in range(9)]
        law: Any = cases.fresh("gaussian", stated.needs, 0, 1)[0].law(arithmetic.float64())
        at = law, 0.25, np.array([[0.5] * len(law.m0)]), stated.fed(law, 0.25, np.array([[0.5] * len(law.m0)]))
        each = [range(n), 60.0]
        with quiet():
            own = here.under_edits(*each, *at)
        for one, other in zip(there.under_edits(*each, *at), own, strict=True):
            assert (one is None) or np.array_equal(one, other, equal_nan=True)
        k = next(k for k in range(n) if str(there.edit(k)).startswith('right with "field(x, t, mu, Sigma)"'))
        assert np.array_equal(2 * there.edited(k)(*at), here(*at))


@pytest.mark.parametrize(
    "said", [{}, {"text": None}, {"text": {"line": "x", "old": "a", "new": "b"}}, {"text": {"line": 1, "old": 2, "new": "b"}}]
)
def test_what_is_no_change_is_refused(said: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    stated = as_derivation(field, "velocity", "gaussian")
    with Evaluator(lambda: [stated], "fork", 60.0) as process:
        process.load()
        d = remote.item(process, 0)
        assert d is not None
        monkeypatch.setattr(process, "ask", lambda **message: said)
        with pytest.raises(Ended, match="cannot be understood"):
            d.formula.edit(0)
