"""The prover of identities: it proves true ones, and says nothing (False) of every expression that is not zero."""

import pytest
import sympy as sp
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from verify.evidence.zero import is_zero

x, y = sp.symbols("x y", positive=True)
u, v = sp.symbols("u v", real=True)

TRUE = {
    "sums of exponents": sp.exp(u + v) - sp.exp(u) * sp.exp(v),
    "double exponent": sp.exp(2 * u) - sp.exp(u) ** 2,
    "half exponent": sp.exp(u) - sp.exp(u / 2) ** 2,
    "inverse exponent": sp.exp(u) * sp.exp(-u) - 1,
    "two thirds": sp.exp(2 * u / 3) ** 3 - sp.exp(u) ** 2,
    "root": sp.sqrt(x) ** 2 - x,
    "root of a polynomial": sp.sqrt(x + y) ** 2 - x - y,
    "power of a root": (x + 1) ** sp.Rational(3, 2) - (x + 1) * sp.sqrt(x + 1),
    "cube root": sp.cbrt(x + y) ** 3 - (x + y),
    "nested roots": sp.sqrt(x + sp.sqrt(y)) ** 4 - (x + sp.sqrt(y)) ** 2,
    "square below a root": sp.sqrt(4 * x + 8 * y) - 2 * sp.sqrt(x + 2 * y),
    "squares below a root": sp.sqrt((4 * x + 8) / (9 * y + 9)) - sp.Rational(2, 3) * sp.sqrt((x + 2) / (y + 1)),
    "cube below a root": sp.cbrt(24 * x + 16 * y) - 2 * sp.cbrt(3 * x + 2 * y),
    "root below": 1 / sp.sqrt(x + y) - sp.sqrt(x + y) / (x + y),
    "rationalised": 1 / (sp.sqrt(x) + sp.sqrt(y)) - (sp.sqrt(x) - sp.sqrt(y)) / (x - y),
    "partial fractions": 1 / (x * (x + 1)) - 1 / x + 1 / (x + 1),
    "square": (x + y) ** 2 - x**2 - 2 * x * y - y**2,
    "softmax sums to one": 1 / (1 + sp.exp(-u)) + 1 / (1 + sp.exp(u)) - 1,
    "softmax derivative": sp.diff(1 / (1 + sp.exp(-u)), u) - 1 / (1 + sp.exp(-u)) * (1 - 1 / (1 + sp.exp(-u))),
    "log of one argument": sp.log((x + 1) ** 2 / (x + 1)) - sp.log(x + 1),
    "derivative of a log": sp.diff(sp.log(x**2 + 1), x) - 2 * x / (x**2 + 1),
    "gaussian score": sp.diff(-((x - u) ** 2) / (2 * y), x) + (x - u) / y,
    "pi": (sp.pi + 1) ** 2 - sp.pi**2 - 2 * sp.pi - 1,
}


@pytest.mark.parametrize("name", TRUE)
def test_proved(name: str) -> None:
    e = TRUE[name]
    assert is_zero(e)
    for wrong in (e + sp.Rational(1, 10**30), e + x / 10**30, e + sp.exp(u) / 10**9, e + sp.sqrt(x + 2) - sp.sqrt(x + 3), e - 1):
        assert not is_zero(wrong), f"{name} and a little more"


def proved(e: sp.Expr) -> bool:
    try:
        return is_zero(e)
    except ValueError:  # |u|, I: it says that it does not know them
        return False


NEARLY = [
    sp.exp(u + v) - sp.exp(u) - sp.exp(v),
    sp.exp(2 * u) - 2 * sp.exp(u),
    sp.exp(u / 2) - sp.exp(u / 3),
    sp.sqrt(x + y) - sp.sqrt(x) - sp.sqrt(y),
    sp.sqrt(u**2) - u,  # |u| is not u
    sp.sqrt(4 * x + 8) - 4 * sp.sqrt(x + 2),
    sp.sqrt(8 * x + 8) - 2 * sp.sqrt(x + 1),
    sp.cbrt(4 * x + 8) - 2 * sp.cbrt(x + 2),
    sp.sqrt((u + v) ** 2 + 0 * u) - (u + v),
    sp.log(x + y) - sp.log(x) - sp.log(y),
    sp.sqrt(x) + x,
    sp.sqrt(x) * sp.sqrt(y) + sp.sqrt(x * y),
    sp.exp(-u) + sp.exp(u) - 2,
    sp.sqrt(2) + sp.sqrt(3) - sp.sqrt(sp.Rational(989949, 100000)),
    sp.pi - sp.Rational(355, 113),
    sp.exp(sp.Rational(1, 2)) - sp.Rational(1649, 1000),
]


@pytest.mark.parametrize("e", NEARLY, ids=str)
def test_not_proved(e: sp.Expr) -> None:
    assert not proved(e)


SYMBOLS = {x: sp.Rational(7, 5), y: sp.Rational(11, 3), u: sp.Rational(-5, 7), v: sp.Rational(13, 11)}
leaves = st.sampled_from([x, y, u, v]) | st.fractions(-3, 3, max_denominator=5).map(sp.Rational)


def grow(inner: st.SearchStrategy) -> st.SearchStrategy:
    pairs = st.tuples(inner, inner)
    positive = inner.map(lambda e: e * e + 1)
    return st.one_of(
        pairs.map(lambda p: p[0] + p[1]),
        pairs.map(lambda p: p[0] - p[1]),
        pairs.map(lambda p: p[0] * p[1]),
        st.tuples(inner, positive).map(lambda p: p[0] / p[1]),
        inner.map(lambda e: sp.exp(e / (1 + e * e))),
        positive.map(sp.log),
        positive.map(sp.sqrt),
        positive.map(sp.cbrt),
    )


expressions = st.recursive(leaves, grow, max_leaves=6)
of_symbols = st.recursive(st.sampled_from([x, y, u, v]), grow, max_leaves=4)


@seed(0)
@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(expressions)
def test_never_true_of_what_is_not_zero(e: sp.Expr) -> None:
    """Random expressions: if it is not zero at one point, in 60 digits, then it must not be proved zero."""
    value = sp.N(e.subs(SYMBOLS), 60)
    if proved(e):
        assert abs(value) < sp.Float("1e-50", 60), f"is_zero says {e} = 0; at {SYMBOLS} it is {sp.N(value, 8)}"


@seed(0)
@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(of_symbols, of_symbols)
def test_expanding_changes_nothing_and_perturbing_is_seen(a: sp.Expr, b: sp.Expr) -> None:
    """(a + b)^2 against its expansion is proved whatever a and b are; with 1e-12 more it is not."""
    square = (a + b) ** 2 - (a * a + 2 * a * b + b * b)
    assert proved(square) or square.has(sp.Abs, sp.E)
    assert not proved(square + sp.Rational(1, 10**12))
