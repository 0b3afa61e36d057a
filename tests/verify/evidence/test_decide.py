"""Each kind of evidence on formulas whose truth is known: it holds, it is refuted with a witness, or nothing is decided.

The law is a bare number line: `law.ar` and nothing else, so that what is tested is the evidence and not the closed forms.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from verify.claim import Outcome, Regime, Test
from verify.evidence import decide
from verify.evidence.kinds import KINDS, RATE_CURVATURE, RATE_SEES
from verify.regimes import ANISOTROPIC, LINE, SINGULAR
from verify.regimes.trained import PLANE_MIXTURE


@dataclass(frozen=True)
class Bare:
    ar: Any


def regime(times: tuple[Any, ...] = (F(1, 4), F(1, 2)), points: Any = ((F(1, 3), 2), (-1, F(2, 5)))) -> Regime:
    return Regime("bare", "two numbers", Bare, times, points)


SYMBOLIC = Regime("symbols", "all x", Bare, ("t",), (("x_0", "x_1"),))


def cube(law: Any, t: Any, x: Any) -> Any:
    return x * x * x


def slope(law: Any, t: Any, x: Any) -> Any:
    """d(x_i^3)/dx_j = 3 x_i^2 [i = j]."""
    return 3 * (x * x)[..., None] * law.ar.eye(2)


def times(f: Any, factor: Any) -> Any:
    return lambda law, t, x: f(law, t, x) * law.ar.array(factor)


def spoiled(f: Any, where: int = 0, value: Any = "nan") -> Any:
    """f, not a number at one point only."""

    def wrong(law: Any, t: Any, x: Any) -> Any:
        out = f(law, t, x)
        bad = {"digits": lambda: law.ar.scalar["exp"](1) * float("nan"), "balls": lambda: nan_ball()}.get(law.ar.name)
        out = out.copy() if isinstance(out, np.ndarray) else out.clone()
        out[where, ..., -1] = bad() if bad else float("nan")
        return out

    return wrong


def nan_ball() -> Any:
    from flint import arb

    return arb("nan")


def no_entries(f: Any) -> Any:
    return lambda law, t, x: f(law, t, x)[..., :0]


def difference(formula: Any, case: Any) -> Any:
    """(x + 1)^2 against the formula."""
    return (case.x + 1) ** 2 - formula(case.law, case.t, case.x)


def binomial(law: Any, t: Any, x: Any) -> Any:
    return x * x + 2 * x + 1


def run(kind: str, subject: Any, formula: Any, where: Regime, **options: Any) -> Any:
    return decide(Test(kind, subject, (where,), options), formula, where, 0)


RESIDUALS = ("symbols", "balls", "float64")
DERIVATIVES = ("symbols", "rate", "autodiff", "differences")


@pytest.mark.parametrize("kind", RESIDUALS)
def test_residual_holds_or_is_refuted_with_a_witness(kind: str) -> None:
    where = SYMBOLIC if kind == "symbols" else regime()
    assert run(kind, difference, binomial, where).outcome is Outcome.HOLDS
    found = run(kind, difference, times(binomial, 1 + F(1, 10**9)), where)
    assert found.outcome is Outcome.REFUTED
    assert ("x_0 = " if kind == "symbols" else "t = 1/4") in found.witness
    assert "residual" in found.witness
    assert found.measure > found.bound


@pytest.mark.parametrize("kind", DERIVATIVES)
def test_derivative_holds_or_is_refuted_with_a_witness(kind: str) -> None:
    where = SYMBOLIC if kind == "symbols" else regime()
    assert run(kind, cube, slope, where, along="x").outcome is Outcome.HOLDS
    found = run(kind, cube, times(slope, 1 + F(1, 10**6)), where, along="x")
    assert found.outcome is Outcome.REFUTED
    assert ("x_0 = " if kind == "symbols" else "t = 1/") in found.witness
    transposed = run(
        kind, lambda law, t, x: x * x[..., ::-1] if law.ar.name != "torch" else x * x.flip(-1), shift, where, along="x"
    )
    assert transposed.outcome is Outcome.REFUTED


def shift(law: Any, t: Any, x: Any) -> Any:
    """The diagonal of d(x_0 x_1, x_1 x_0)/dx and nothing beside it: wrong in the entries off the diagonal."""
    return (x[..., ::-1] if law.ar.name != "torch" else x.flip(-1))[..., None] * law.ar.eye(2)


@pytest.mark.parametrize("kind", ["rate", "autodiff", "differences"])
def test_derivative_in_time(kind: str) -> None:
    square = lambda law, t, x: (t * t)[..., None] * x if getattr(t, "ndim", 0) else t * t * x  # noqa: E731
    rate = lambda law, t, x: 2 * t * x  # noqa: E731
    assert run(kind, square, rate, regime(), along="t").outcome is Outcome.HOLDS
    found = run(kind, square, times(rate, 1 + F(1, 10**6)), regime(), along="t")
    assert found.outcome is Outcome.REFUTED
    assert found.witness


def test_limit() -> None:
    gap = lambda law, t, x: x + (1 - t) * x * x  # noqa: E731
    end = regime(times=(F(1),))
    assert run("limit", gap, lambda law, t, x: x, end).outcome is Outcome.HOLDS
    found = run("limit", gap, times(lambda law, t, x: x, 1 + F(1, 10**9)), end)
    assert found.outcome is Outcome.REFUTED
    assert "t -> 1, point 0" in found.witness
    assert run("limit", gap, spoiled(lambda law, t, x: x + 0, 1), end).outcome is Outcome.UNDECIDED
    with pytest.raises(ValueError, match="a limit is taken at 0 or 1"):
        run("limit", gap, cube, regime())


def velocity(draw: Any) -> Any:
    return draw.velocity


def exactly(law: Any, t: Any, x: Any) -> Any:
    from analytic import mixture

    return mixture.drift(law, t, x)


def test_sampling_holds_refutes_and_stays_open() -> None:
    assert run("sampling", velocity, exactly, ANISOTROPIC, n=20_000).outcome is Outcome.HOLDS
    found = run("sampling", velocity, times(exactly, F(6, 5)), ANISOTROPIC, n=20_000)
    assert found.outcome is Outcome.REFUTED
    assert "t = " in found.witness
    assert "instead of 0" in found.witness
    for n in (0, 1, 10):
        few = run("sampling", velocity, exactly, ANISOTROPIC, n=n)
        assert few.outcome is Outcome.UNDECIDED
        assert "fewer than" in few.scope
    assert run("sampling", velocity, spoiled(exactly, 7), ANISOTROPIC, n=2_000).outcome is Outcome.UNDECIDED


def test_sampling_without_variance_is_no_free_pass() -> None:
    """Where x_t determines the target, every residual is the same wrong number: no standard error, and still refuted."""
    target = lambda draw: draw.xt  # noqa: E731
    assert run("sampling", target, lambda law, t, x: x, ANISOTROPIC, n=2_000).outcome is Outcome.HOLDS
    assert run("sampling", target, lambda law, t, x: x + 1e-6, ANISOTROPIC, n=2_000).outcome is Outcome.REFUTED


CASES: dict[str, tuple[Any, Any, Callable[[], Regime], dict[str, Any]]] = {
    "symbols": (difference, binomial, lambda: SYMBOLIC, {}),
    "balls": (difference, binomial, regime, {}),
    "float64": (difference, binomial, regime, {}),
    "rate": (cube, slope, regime, {"along": "x"}),
    "autodiff": (cube, slope, regime, {"along": "x"}),
    "differences": (cube, slope, regime, {"along": "x"}),
    "limit": (cube, cube, lambda: regime(times=(F(0),)), {}),
    "order": (lambda law, t, x: t * t * x, lambda law, t, x: 2 + 0 * x, lambda: regime(times=(F(0),)), {}),
    "boxes": (lambda f, case: f(case.law, case.t, case.x) + 1, cube, lambda: regime(points=(((F(-1, 2), 3), F(1)),)), {}),
    "sampling": (velocity, exactly, lambda: ANISOTROPIC, {"n": 2_000}),
    "printed": (lambda case: ["0.333"] * case.x.size, lambda law, t, x: 0 * x + law.ar.array(F(1, 3)), regime, {}),
    "network": (velocity, exactly, lambda: PLANE_MIXTURE, {"n": 2_000}),
    "distribution": (lambda draw: draw.xt, lambda law, t, x: x, lambda: replace(ANISOTROPIC, times=(F(0),)), {"n": 2_000}),
}


def test_every_kind_is_tested_here() -> None:
    """A new kind of evidence has to be added to the tests of false HOLDS."""
    assert set(CASES) == set(KINDS)


@pytest.mark.parametrize("kind", CASES)
def test_nothing_looked_at_is_nothing_decided(kind: str) -> None:
    from dataclasses import replace

    subject, formula, where, options = CASES[kind]
    assert run(kind, subject, formula, where(), **options).outcome is Outcome.HOLDS
    for empty in ({"times": ()}, {"points": ()}):
        found = run(kind, subject, formula, replace(where(), **empty), **options)
        assert found.outcome is Outcome.UNDECIDED
        assert "0 " in found.witness


@pytest.mark.parametrize("kind", ["symbols", "balls", "float64"])
def test_a_residual_without_entries_decides_nothing(kind: str) -> None:
    subject, formula, where, options = CASES[kind]
    empty = lambda formula, case: subject(formula, case)[..., :0]  # noqa: E731
    assert run(kind, empty, formula, where(), **options).outcome is Outcome.UNDECIDED


@pytest.mark.parametrize("kind", ["rate", "autodiff", "differences"])
def test_a_derivative_without_entries_decides_nothing(kind: str) -> None:
    none = lambda law, t, x: cube(law, t, x)[..., :0]  # noqa: E731
    of_none = lambda law, t, x: slope(law, t, x)[..., :0, :]  # noqa: E731
    try:
        assert run(kind, none, of_none, regime(), along="x").outcome is Outcome.UNDECIDED
    except ValueError as e:
        assert "empty" in str(e) or "size" in str(e)  # an error is no verdict either


@pytest.mark.parametrize("point", [0, 1])
@pytest.mark.parametrize("kind", ["balls", "float64", "rate", "autodiff", "differences", "limit"])
def test_one_nan_anywhere_decides_nothing(kind: str, point: int) -> None:
    """First or last point, last entry: comparisons with NaN are False both ways, and `max` keeps or loses it by its place."""
    subject, formula, where, options = CASES[kind]
    found = run(kind, subject, spoiled(formula, point), where(), **options)
    assert found.outcome is Outcome.UNDECIDED


@pytest.mark.parametrize("kind", ["balls", "float64", "autodiff", "rate", "differences"])
def test_a_nan_at_the_first_time_is_not_forgotten_at_the_second(kind: str) -> None:
    subject, formula, _, options = CASES[kind]

    def early(law: Any, t: Any, x: Any) -> Any:
        return spoiled(formula)(law, t, x) if float(t) < 0.3 else formula(law, t, x)

    assert run(kind, subject, early, regime(), **options).outcome is Outcome.UNDECIDED


def test_symbols_without_a_proof_stay_open() -> None:
    import sympy as sp

    x = sp.Symbol("x_0", real=True)
    for e, why in (
        (sp.sin(2 * x) - 2 * sp.sin(x) * sp.cos(x), "no proof"),
        (sp.sinh(x) - (sp.exp(x) - sp.exp(-x)) / 2, "sinh has no ball"),
        (sp.nan, "has no ball"),
        (x ** sp.Symbol("y", positive=True) - x ** sp.Symbol("y", positive=True) * sp.exp(0) + sp.Abs(x) - sp.sqrt(x**2), ""),
    ):
        residual = lambda formula, case, e=e: np.array([e], dtype=object)  # noqa: E731
        found = run("symbols", residual, binomial, SYMBOLIC)
        if e != 0:
            assert found.outcome is Outcome.UNDECIDED, e
            assert why in found.witness


def test_symbols_that_divide_by_zero_everywhere_prove_nothing() -> None:
    """(a - a)/(b - b) has the numerator zero, and no value."""
    import sympy as sp

    x, y = sp.symbols("x_0 x_1", positive=True)
    nothing = sp.sqrt(x) * sp.sqrt(y) - sp.sqrt(sp.expand((x + 1) * y) - y)
    residual = lambda formula, case: np.array([nothing / nothing.subs(x, 4 * x) - 0], dtype=object)  # noqa: E731
    if nothing != 0:
        assert run("symbols", residual, binomial, SYMBOLIC).outcome is Outcome.UNDECIDED


def test_balls_of_infinite_radius_decide_nothing() -> None:
    wide = lambda formula, case: (case.x - case.x) / (case.x - case.x)  # noqa: E731
    found = run("balls", wide, binomial, regime(points=((F(1, 3), F(1, 7)),)))
    assert found.outcome is Outcome.UNDECIDED
    assert found.measure == np.inf


def test_balls_that_never_narrow_decide_nothing() -> None:
    from flint import arb

    wide = lambda formula, case: case.x * 0 + arb(0, 1)  # noqa: E731
    assert run("balls", wide, binomial, regime()).outcome is Outcome.UNDECIDED


def test_float64_with_an_unbounded_prediction_decides_nothing() -> None:
    """At 53 bits this ball is infinite: any float would be within the predicted error."""
    pole = lambda formula, case: 1 / (case.x * case.x - case.x * case.x + (1 if case.ar.name == "float64" else 0))  # noqa: E731
    assert run("float64", pole, binomial, regime(points=((F(1, 3), F(1, 7)),))).outcome is Outcome.UNDECIDED


def test_an_unresolvable_difference_decides_nothing() -> None:
    """g = 1e20 + x^3: in float64 no step shows the derivative, true or false."""
    lost = lambda law, t, x: cube(law, t, x) + law.ar.array(10**20)  # noqa: E731
    for formula in (slope, times(slope, 2)):
        found = run("differences", lost, formula, regime(), along="x")
        assert found.outcome is Outcome.UNDECIDED
        assert "unresolvable" in found.scope


def test_the_largest_difference_decides_whichever_point_comes_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """At one step, a formula that is far off at one point, and off by less than the bound at the other."""
    from verify.evidence import differences

    monkeypatch.setattr(differences, "STEPS", (2.0**-16,))
    points = ((F(1, 3), 2), (-1, F(2, 5)))

    def wrong(law: Any, t: Any, x: Any) -> Any:
        factors = [1 + F(1, 10**6 if p == points[0] else 10**12) for p in where.points]
        return slope(law, t, x) * law.ar.array(factors)[:, None, None]

    for where in (regime((F(1, 2),), points), regime((F(1, 2),), points[::-1])):
        found = run("differences", cube, wrong, where, along="x")
        assert found.outcome is Outcome.REFUTED
        assert f"point {where.points.index(points[0])}" in found.witness


def test_differences_in_time_at_the_ends_only_decide_nothing() -> None:
    square = lambda law, t, x: t * t * x  # noqa: E731
    wrong = lambda law, t, x: 7 + t * x  # noqa: E731
    assert run("differences", square, wrong, regime(times=(F(0), F(1))), along="t").outcome is Outcome.UNDECIDED


@pytest.mark.parametrize("sign", [1, -1])
def test_rate_sees_the_error_that_it_states_at_the_curvature_that_it_states(sign: int) -> None:
    """g = c x^2 bends by 2 c z_i^2, at most 8 c, along z = (1, -2); 1e-20 may pass, and 1e-30 does."""
    c = F(RATE_CURVATURE, 8)
    bent = lambda law, t, x: law.ar.array(c) * x * x  # noqa: E731

    def off(error: Any) -> Any:
        return lambda law, t, x: law.ar.array(2 * c) * x[..., None] * law.ar.eye(2) + law.ar.array(error) * law.ar.eye(2)

    assert run("rate", bent, off(0), regime(), along="x").outcome is Outcome.HOLDS
    assert run("rate", bent, off(sign * F(RATE_SEES)), regime(), along="x").outcome is Outcome.REFUTED
    assert run("rate", bent, off(sign * F(1, 10**30)), regime(), along="x").outcome is Outcome.HOLDS


def test_real_fields_in_hard_regimes() -> None:
    """The bound of float64 is not so wide that 1e-9 of the drift would pass where the data are singular."""
    from analytic import mixture

    def residual(formula: Any, case: Any) -> Any:
        return (
            formula(case.law, case.t, case.x) - mixture.denoiser(case.law, case.t, case.x) + mixture.noise(case.law, case.t, case.x)
        )

    for where in (SINGULAR, LINE):
        assert run("float64", residual, mixture.drift, where).outcome is Outcome.HOLDS
        assert run("balls", residual, mixture.drift, where).outcome is Outcome.HOLDS
        for kind in ("float64", "balls"):
            assert run(kind, residual, times(mixture.drift, 1 + F(1, 10**9)), where).outcome is Outcome.REFUTED


def test_unknown_kind() -> None:
    with pytest.raises(ValueError, match=r"'guess' is no kind of evidence: use one of symbols, balls, boxes"):
        run("guess", cube, slope, regime())
