"""What is no mixture, no pair, no time or no point is refused at the door, with the value, the reason and the fix."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
import sympy as sp
import torch

from analytic import arithmetic, brenier, gaussian, line, mixture, path, scm
from analytic.arithmetic import SingularCovariance

H = F(1, 2)
NAN, INF = float("nan"), float("inf")
GOOD: dict[str, Any] = {
    "weights": [H, H],
    "means": [[0, 0], [1, 2]],
    "covs": [[[1, 0], [0, 1]], [[2, 1], [1, 2]]],
    "mean0": [0, 0],
    "cov0": [[1, 0], [0, 4]],
}
PAIR: dict[str, Any] = {
    "mean0": [0, 0],
    "cov0": [[1, 0], [0, 4]],
    "mean1": [1, 2],
    "cov1": [[2, 1], [1, 2]],
    "cross": [[0, 0], [0, 0]],
}
numeric = pytest.mark.parametrize("ar", ["digits", "balls", "float64", "torch"], indirect=True)
floating = pytest.mark.parametrize("ar", ["float64", "torch"], indirect=True)
exact = pytest.mark.parametrize("ar", ["symbols", "digits", "balls"], indirect=True)
SKEW = [[1, 0], [1, 1]]
SADDLE = [[1, 2], [2, 1]]

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "covs not symmetric": (
        {"covs": [SKEW, [[2, 1], [1, 2]]]},
        r"covs is not symmetric: \|S - S\^T\| reaches 1; pass \(S \+ S\.T\)/2",
    ),
    "cov0 not symmetric": ({"cov0": SKEW}, r"cov0 is not symmetric: \|S - S\^T\| reaches 1"),
    "covs not semidefinite": ({"covs": [[[1, 0], [0, 1]], SADDLE]}, r"covs has the eigenvalue -1 < 0: .* positive semidefinite"),
    "cov0 not semidefinite": ({"cov0": SADDLE}, r"cov0 has the eigenvalue -1 < 0: .* positive semidefinite"),
    "a large covariance hides none": (
        {"covs": [[[10**20, 0], [0, 10**20]], SADDLE]},
        r"covs has the eigenvalue -1 < 0: .* positive semidefinite",
    ),
    "weight zero": ({"weights": [0, 1]}, r"weights\[0\] is 0(\.0)?: weights must be positive; leave out components without weight"),
    "weight negative": ({"weights": [F(3, 2), -H]}, r"weights\[1\] is -(0\.5|1/2)0*: weights must be positive"),
    "weights too small": ({"weights": [H, F(1, 3)]}, r"weights sum to 5/6, not to 1: divide them by their sum"),
    "weights one digit off": (
        {"weights": [F(1, 3), F(1, 3), F(1, 3) - F(1, 10**30)], "means": [[0, 0]] * 3, "covs": [[[1, 0], [0, 1]]] * 3},
        r"weights sum to 9{30}/10{30}, not to 1",
    ),
    "weights of wrong length": ({"weights": [1]}, r"weights has shape \(1,\): it must be \(K,\) = \(2,\)"),
    "weights a number": ({"weights": 1}, r"weights have shape \(\), means \(2, 2\): they must be \(K,\) and \(K, d\)"),
    "means a vector": ({"means": [0, 1]}, r"means \(2,\): they must be \(K,\) and \(K, d\)"),
    "covs of wrong shape": ({"covs": [[1, 0], [0, 1]]}, r"covs has shape \(2, 2\): it must be \(K, d, d\) = \(2, 2, 2\)"),
    "mean0 of wrong shape": ({"mean0": [0]}, r"mean0 has shape \(1,\): it must be \(d,\) = \(2,\)"),
    "cov0 of wrong shape": ({"cov0": [1, 4]}, r"cov0 has shape \(2,\): it must be \(d, d\) = \(2, 2\)"),
    "means ragged": ({"means": [[0, 0], [1]]}, r"means has rows of different lengths"),
    "covs ragged": ({"covs": [[[1, 0], [0, 1]], [[2, 1]]]}, r"covs has rows of different lengths"),
    "no component": (
        {"weights": np.zeros(0, int), "means": np.zeros((0, 2), int), "covs": np.zeros((0, 2, 2), int)},
        r"K = 0: there must be at least one component",
    ),
    "no dimension": (
        {"weights": [1], "means": np.zeros((1, 0), int), "covs": np.zeros((1, 0, 0), int), "mean0": None, "cov0": None},
        r"d = 0: there must be .* one dimension",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_no_mixture(ar: Any, name: str) -> None:
    change, reason = WRONG[name]
    with pytest.raises(ValueError, match=reason):
        mixture.mixture(ar, **GOOD | change)


WRONG_PAIR: dict[str, tuple[dict[str, Any], str]] = {
    "no covariance": ({"cov1": SADDLE}, r"cov1 has the eigenvalue -1 < 0"),
    "not symmetric": ({"cov0": SKEW}, r"cov0 is not symmetric"),
    "cross too large": ({"cross": [[2, 0], [0, 0]]}, r"has, scaled, the eigenvalue .* < 0: no joint law has this cross-covariance"),
    "scales hide nothing": (
        {"cov0": [[10**20, 0], [0, 10**20]], "cov1": [[1, 0], [0, 1]], "cross": [[2 * 10**10, 0], [0, 0]]},
        r"no joint law has this cross-covariance",
    ),
    "cross of wrong shape": ({"cross": [[0, 0]]}, r"cross has shape \(1, 2\): it must be \(d, d\) = \(2, 2\)"),
    "mean1 of wrong shape": ({"mean1": [1, 2, 3]}, r"mean1 has shape \(3,\): it must be \(d,\) = \(2,\)"),
    "mean0 a number": ({"mean0": 0}, r"mean0 has shape \(\): it must be \(d,\)"),
    "no dimension": ({"mean0": np.zeros(0, int)}, r"d = 0: "),
}


@pytest.mark.parametrize("name", WRONG_PAIR)
def test_no_pair(ar: Any, name: str) -> None:
    change, reason = WRONG_PAIR[name]
    with pytest.raises(ValueError, match=reason):
        gaussian.joint(ar, **PAIR | change)


def test_no_pair_by_the_other_doors(ar: Any) -> None:
    with pytest.raises(ValueError, match=r"mean0 has shape \(\): it must be \(d,\)"):
        gaussian.independent(ar, 0, [[1]], [0], [[1]])
    with pytest.raises(ValueError, match=r"mean0 has shape \(\): it must be \(d,\)"):
        gaussian.deterministic(ar, 0, [[1]], [0], [[1]])
    with pytest.raises(ValueError, match=r"T has shape \(1, 2\): it must be \(d, d\) = \(2, 2\)"):
        gaussian.deterministic(ar, [0, 0], [[1, 0], [0, 1]], [0, 0], [[1, 0]])


@exact
def test_exact_arithmetics_are_exact(ar: Any) -> None:
    """An eigenvalue of -2e-30, far below the rounding of floats, is a negative eigenvalue; one of +2e-30 is none."""
    for sign, refused in ((-1, True), (0, False), (1, False)):
        covs = [[[1, 0], [0, 1]], [[1, 1], [1, 1 + F(sign, 10**30)]]]
        if refused:
            with pytest.raises(ValueError, match=r"covs has the eigenvalue -.*e-30 < 0"):
                mixture.mixture(ar, **GOOD | {"covs": covs})
        else:
            mixture.mixture(ar, **GOOD | {"covs": covs})
    with pytest.raises(ValueError, match="covs is not symmetric"):
        mixture.mixture(ar, **GOOD | {"covs": [[[1, F(1, 10**40)], [0, 1]], [[1, 0], [0, 1]]]})


@floating
def test_floats_are_allowed_their_rounding(ar: Any) -> None:
    """A semidefinite matrix made by a product misses symmetry and sign by rounding, not more; a thousand times that is refused."""
    factor = np.random.default_rng(5).standard_normal((12, 3))
    S = np.einsum("ik,jk->ij", factor, factor) @ np.eye(12)
    means, I = np.zeros((1, 12)), np.eye(12)
    S[0, 1] = np.nextafter(S[0, 1], INF)
    mixture.mixture(ar, [1.0], means, S[None])
    with pytest.raises(ValueError, match="is not symmetric"):
        mixture.mixture(ar, [1.0], means, (S + 1e-12 * abs(S).max() * np.eye(12, k=1))[None])
    with pytest.raises(ValueError, match=r"has the eigenvalue -.* < 0"):
        mixture.mixture(ar, [1.0], means, ((S + S.T) / 2 - 1e-12 * abs(S).max() * I)[None])
    mixture.mixture(ar, [0.1] * 10, np.zeros((10, 1)), np.ones((10, 1, 1)))  # the sum is 0.9999999999999999
    with pytest.raises(ValueError, match=r"weights sum to 0\.99999999"):
        mixture.mixture(ar, [0.5, 0.5 - 1e-12], np.zeros((2, 1)), np.ones((2, 1, 1)))


def test_float32_is_allowed_float32_rounding_in_float32_only() -> None:
    S = torch.tensor([[2.0, 1.0], [1.0 + 2.0**-23, 2.0]])
    w = torch.tensor([1 / 3, 1 / 3, 1 / 3])
    means, covs = torch.zeros(3, 2), S.expand(3, 2, 2)
    single = mixture.mixture(arithmetic.torch(torch.float32), w, means, covs)
    assert single.C.dtype == torch.float32
    with pytest.raises(ValueError, match=r"weights sum to 1.0000000\d+, not to 1"):
        mixture.mixture(arithmetic.torch(), w, means, covs)
    with pytest.raises(ValueError, match="covs is not symmetric"):
        mixture.mixture(arithmetic.torch(), [H, F(1, 4), F(1, 4)], means, covs)


BAD_ENTRIES = [("weights", [1, 0]), ("means", [1, 1]), ("covs", [1, 0, 1]), ("mean0", [1]), ("cov0", [1, 1])]


def spoiled(name: str, at: list[int], value: Any) -> dict[str, Any]:
    a = np.array(GOOD[name], dtype=object)
    a[tuple(at[: a.ndim])] = value
    return GOOD | {name: a.tolist()}


@floating
@pytest.mark.parametrize("value", [NAN, INF, -INF])
@pytest.mark.parametrize(("name", "at"), BAD_ENTRIES)
def test_every_input_must_be_finite(ar: Any, name: str, at: list[int], value: float) -> None:
    at = at[:1] if name == "weights" else at
    with pytest.raises(ValueError, match=rf"{name}\[{', '.join(map(str, at))}\] is (nan|-?inf).*: every entry must be a finite"):
        mixture.mixture(ar, **spoiled(name, at, value))


@pytest.mark.parametrize(("name", "at"), BAD_ENTRIES)
@pytest.mark.parametrize(("value", "reason"), [(1j, "1j"), (None, "None")])
def test_every_entry_must_be_a_real_number(ar: Any, name: str, at: list[int], value: Any, reason: str) -> None:
    with pytest.raises(TypeError, match=rf"{name}.*{reason}.*(real numbers|ints and Fractions)"):
        mixture.mixture(ar, **spoiled(name, at, value))


@numeric
@pytest.mark.parametrize("value", ["a", "1"])
def test_a_string_is_no_number(ar: Any, value: str) -> None:
    with pytest.raises(TypeError, match=rf"means.*'{value}'.*(real numbers|ints and Fractions)"):
        mixture.mixture(ar, **spoiled("means", [0, 0], value))


def test_a_string_names_a_symbol_only_if_it_is_a_name() -> None:
    ar = arithmetic.symbols()
    assert mixture.mixture(ar, **spoiled("means", [0, 0], "a")).m[0, 0] == sp.Symbol("a", real=True)
    with pytest.raises(ValueError, match="means: '1/2' is no name for a symbol: pass a number as an int or a Fraction"):
        mixture.mixture(ar, **spoiled("means", [0, 0], "1/2"))


def test_symbols_must_be_right_for_all_their_values() -> None:
    ar = arithmetic.symbols()
    mixture.mixture(ar, ["w", 1 - ar.array("w")[()]], [[0], [1]], [[["c"]], [["e"]]])
    with pytest.raises(ValueError, match="weights sum to v \\+ w, not to 1"):
        mixture.mixture(ar, ["w", "v"], [[0], [1]], [[["c"]], [["e"]]])
    with pytest.raises(ValueError, match="covs is not symmetric for all values of its symbols: give entries ij and ji one name"):
        mixture.mixture(ar, [1], [[0, 0]], [[["a", "b"], ["c", "d"]]])
    for number in (sp.nan, sp.oo, sp.I):
        with pytest.raises(ValueError, match=r"means\[0, 0\] is .*: every entry must be a finite real number"):
            mixture.mixture(ar, **spoiled("means", [0, 0], number))


@exact
@pytest.mark.parametrize("name", ["weights", "means", "covs", "mean0", "cov0"])
def test_a_float_in_an_exact_arithmetic_names_the_fix(ar: Any, name: str) -> None:
    with pytest.raises(TypeError, match=rf"{name}: 0\.5 is a float: pass an int or a Fraction, e\.g\. Fraction\(1, 2\)"):
        mixture.mixture(ar, **spoiled(name, [0, 0, 0], 0.5))
    with pytest.raises(TypeError, match=rf"{name}: nan is a float"):
        mixture.mixture(ar, **spoiled(name, [0, 0, 0], NAN))
    mix = mixture.mixture(ar, **GOOD)
    for t, x, which in ((0.5, [0, 0], "t: 0.5"), (H, [0.5, 0], "x: 0.5"), (H, np.zeros(2), "x: .*0.0")):
        with pytest.raises(TypeError, match=f"{which}.* is a float"):
            mixture.drift(mix, t, x)


@floating
def test_complex_arrays_are_refused(ar: Any) -> None:
    """NumPy would only warn that it drops the imaginary part."""
    with pytest.raises(TypeError, match=r"means has the entry 1j: pass real numbers"):
        mixture.mixture(ar, **GOOD | {"means": np.array([[1j, 0], [1, 2]])})
    mix = mixture.mixture(ar, **GOOD)
    with pytest.raises(TypeError, match="x is a complex tensor"):
        mixture.drift(mix, 0.5, torch.zeros(2, dtype=torch.complex128))


@floating
def test_too_large_for_floats(ar: Any) -> None:
    with pytest.raises(ValueError, match=r"means has an entry too large for (float64|torch): use digits or balls"):
        mixture.mixture(ar, **GOOD | {"means": [[10**400, 0], [1, 2]]})


AT = {  # t, x, error, what it says
    "t above": (2, [0, 0], ValueError, r"t = 2(\.0*)? is outside \[0, 1\]: t = 0 is the source, t = 1 the data"),
    "t below": (-1, [0, 0], ValueError, r"t = -1(\.0*)? is outside \[0, 1\]"),
    "t below by little": (F(-1, 10**40), [0, 0], ValueError, r"t = .*-.+ is outside \[0, 1\]"),
    "one t of many": ([0, 2], [[0, 0], [1, 1]], ValueError, r"t = 2(\.0*)? is outside \[0, 1\]"),
    "too many t": ([0, 1, 0], [[0, 0], [1, 1]], ValueError, r"t has shape \(3,\): pass a number, or one per point, shape \(2,\)"),
    "t of points for one point": ([0], [0, 0], ValueError, r"t has shape \(1,\): pass a number, or one per point, shape \(\)"),
    "x of wrong dimension": (0, [0, 0, 0], ValueError, r"x has shape \(3,\): its last axis must be d = 2"),
    "x a number": (0, 1, ValueError, r"x has shape \(\): its last axis must be d = 2"),
    "x ragged": (0, [[0, 0], [1]], ValueError, r"x has rows of different lengths"),
    "t complex": (1j, [0, 0], TypeError, r"t.*1j"),
    "x complex": (0, [1j, 0], TypeError, r"x.*1j"),
    "x nothing": (0, [None, 0], TypeError, r"x.*None"),
}
MIXTURE_FIELDS = ["responsibilities", "responsibility_gradients", "drift", "jacobian", "blend", "divergence", "score"]
MIXTURE_FIELDS += ["log_density", "denoiser", "noise"]
PAIR_FIELDS = ["drift", "jacobian", "divergence", "score", "log_density", "denoiser", "noise"]


@pytest.mark.parametrize("name", AT)
def test_no_time_or_no_point(ar: Any, name: str) -> None:
    t, x, error, reason = AT[name]
    mix, pair = mixture.mixture(ar, **GOOD), gaussian.joint(ar, **PAIR)
    for f in MIXTURE_FIELDS:
        with pytest.raises(error, match=reason):
            getattr(mixture, f)(mix, t, x)
    with pytest.raises(error, match=reason):
        mixture.jacobian_do(mix, t, x, 0)
    for f in PAIR_FIELDS:
        with pytest.raises(error, match=reason):
            getattr(gaussian, f)(pair, t, x)


@floating
@pytest.mark.parametrize("value", [NAN, INF])
def test_time_and_point_must_be_finite(ar: Any, value: float) -> None:
    mix, pair = mixture.mixture(ar, **GOOD), gaussian.joint(ar, **PAIR)
    for module, law, names in ((mixture, mix, MIXTURE_FIELDS), (gaussian, pair, PAIR_FIELDS)):
        for f in names:
            with pytest.raises(ValueError, match=r"t is (nan|inf).*: every entry must be a finite real number"):
                getattr(module, f)(law, value, [0, 0])
            with pytest.raises(ValueError, match=r"t\[1\] is (nan|inf|tensor\((nan|inf)).*: every entry"):
                getattr(module, f)(law, [0, value], [[0, 0], [1, 1]])
            with pytest.raises(ValueError, match=r"x\[1, 0\] is (nan|inf|tensor\((nan|inf)).*: every entry"):
                getattr(module, f)(law, 0.5, [[0, 0], [value, 1]])


def test_component_out_of_range(ar: Any) -> None:
    mix = mixture.mixture(ar, **GOOD)
    for k in (2, -3, 10**9):
        with pytest.raises(ValueError, match=f"component {k} does not exist: there are 2, pass 0 to 1"):
            mixture.jacobian_do(mix, H if ar.name != "float64" else 0.5, [0, 0], k)
    for k in (0.5, "a", None, True):
        with pytest.raises(TypeError, match=f"component {k!r} is no whole number: pass 0 to 1"):
            mixture.jacobian_do(mix, 0, [0, 0], k)  # type: ignore[arg-type]


# Rank two in three dimensions with no zero anywhere: elimination in floats leaves a pivot of rounding noise, not zero.
V = [[F(1, 3), F(1, 7), F(2, 11)], [F(1, 5), F(3, 7), F(1, 13)]]
RANK_TWO = [[sum(v[i] * v[j] for v in V) for j in range(3)] for i in range(3)]
DIAGONAL = [[1, 0, 0], [0, 2, 0], [0, 0, 3]]


@pytest.mark.parametrize("singular", [RANK_TWO, [[1, 0, 0], [0, 1, 0], [0, 0, 0]]], ids=["rank two", "flat"])
def test_a_singular_covariance_has_no_field_at_the_end(ar: Any, singular: Any) -> None:
    mix = mixture.mixture(ar, [H, H], [[0, 0, 0], [1, 1, 1]], [DIAGONAL, singular], cov0=DIAGONAL)
    pair = gaussian.independent(ar, [0, 0, 0], DIAGONAL, [1, 1, 1], singular)
    from_data = gaussian.independent(ar, [0, 0, 0], singular, [1, 1, 1], DIAGONAL)
    for f in MIXTURE_FIELDS:
        for t, x in ((1, [1, 2, 3]), ([0, 1], [[1, 2, 3], [0, 0, 0]])):
            with pytest.raises(SingularCovariance, match=r"the covariance of x_t is singular here.*: take 0 < t < 1"):
                getattr(mixture, f)(mix, t, x)
    for f in PAIR_FIELDS:
        with pytest.raises(SingularCovariance, match="is singular here"):
            getattr(gaussian, f)(pair, 1, [1, 2, 3])
        with pytest.raises(SingularCovariance, match="is singular here"):
            getattr(gaussian, f)(from_data, 0, [1, 2, 3])
    inside = mixture.drift(mix, H if ar.name in ("symbols", "digits", "balls") else 0.5, [1, 2, 3])
    assert inside.shape == (3,)


def test_variance_preserving_path_ends_before_one(ar: Any) -> None:
    mix = mixture.mixture(ar, **GOOD, path=path.variance_preserving)
    pair = gaussian.joint(ar, **PAIR, path=path.variance_preserving)
    for f, law in ((mixture.drift, mix), (mixture.score, mix), (gaussian.drift, pair)):
        with pytest.raises(ValueError, match="t = 1: a' is infinite there on the variance preserving path; take t < 1"):
            f(law, 1, [0, 0])


def test_no_closed_flow(ar: Any) -> None:
    turning = gaussian.joint(ar, **PAIR | {"cross": [[0, H], [-H, 0]]})
    apart = gaussian.joint(ar, **PAIR | {"cross": [[H, 0], [0, 0]]})
    for pair in (turning, apart):
        with pytest.raises(ValueError, match="no closed flow map: it needs X = Cov\\[x0, x1\\] symmetric"):
            gaussian.flow_matrix(pair, 0)
    with pytest.raises(ValueError, match=r"t has shape \(2,\): the flow map takes one number t at a time"):
        gaussian.flow_matrix(gaussian.joint(ar, **PAIR), [0, 1])


def snapshot(a: Any) -> Any:
    return a.clone() if isinstance(a, torch.Tensor) else np.array(a, copy=True)


@pytest.mark.parametrize("kind", [np.asarray, lambda a: torch.tensor(np.asarray(a))], ids=["numpy", "torch"])
def test_inputs_are_not_changed(kind: Any) -> None:
    """Both libraries share memory with what they are given: an operation in place would write into the caller's arrays."""
    ar = arithmetic.float64() if kind is np.asarray else arithmetic.torch()
    given = {name: kind(np.array(value, dtype=float)) for name, value in GOOD.items()}
    t, x = kind(np.array([0.25, 0.5, 1.0])), kind(np.arange(6.0).reshape(3, 2))
    before = {name: snapshot(a) for name, a in {**given, "t": t, "x": x}.items()}
    mix = mixture.mixture(ar, **given)
    for f in MIXTURE_FIELDS:
        getattr(mixture, f)(mix, t, x)
    mixture.jacobian_do(mix, t, x, 1)
    pair = gaussian.joint(ar, given["mean0"], given["cov0"], given["means"][1], given["covs"][1], 0 * given["cov0"])
    for f in PAIR_FIELDS:
        getattr(gaussian, f)(pair, t, x)
    gaussian.flow(pair, 0.25, 0.75, x)
    for name, a in {**given, "t": t, "x": x}.items():
        assert (snapshot(a) == before[name]).all(), f"{name} was changed"


@floating
def test_the_other_modules_have_the_same_door(ar: Any) -> None:
    with pytest.raises(TypeError, match="mean1 has the entry 1j: pass real numbers"):
        brenier.transport(ar, [0], [[1]], np.array([1j]), [[1]])
    with pytest.raises(ValueError, match=r"mean0 is an empty list: there must be a number in it"):
        brenier.transport(ar, [], [[]], [], [[]])
    none = np.zeros(0), np.zeros((0, 0))
    with pytest.raises(ValueError, match=r"d = 0: "):
        brenier.transport(ar, *none, *none)
    with pytest.raises(ValueError, match=r"cov1 has the eigenvalue 0: it must be positive definite here"):
        brenier.transport(ar, [0, 0], [[1, 0], [0, 1]], [0, 0], [[1, 0], [0, 0]])
    pair = brenier.transport(ar, [0], [[1]], [1], [[1]])
    mix = mixture.mixture(ar, [1], [[0]], [[[1]]])
    for f in (lambda x: brenier.displacement_drift(pair, 0.5, x), lambda x: line.cdf(mix, 0.5, x)):
        for x, error in (
            ([1j], TypeError),
            (["1"], TypeError),
            ([None], TypeError),
            ([NAN], ValueError),
            ([[0], [0, 1]], ValueError),
        ):
            with pytest.raises(error, match=r"^x"):
                f(x)
    with pytest.raises(ValueError, match=r"p = 1(\.0)? is not a probability strictly between 0 and 1"):
        line.quantile(mix, 0.5, [1])


@exact
def test_an_exactly_singular_covariance_has_no_map(ar: Any) -> None:
    for tiny, refused in ((0, True), (F(1, 10**40), False)):
        covs = [[1, 1], [1, 1 + tiny]]
        if refused:
            with pytest.raises(ValueError, match=r"cov0 has the eigenvalue 0: it must be positive definite here"):
                brenier.transport(ar, [0, 0], covs, [0, 0], [[1, 0], [0, 1]])
        else:
            brenier.transport(ar, [0, 0], covs, [0, 0], [[1, 0], [0, 1]])


F32 = arithmetic.torch(torch.float32)


def test_float32_is_checked_before_it_is_rounded() -> None:
    mix = mixture.mixture(F32, **GOOD)
    near = 1 + 1e-9
    for t in (near, [near], np.array(near), torch.tensor(near, dtype=torch.float64), F(10**60 + 1, 10**60)):
        with pytest.raises(ValueError, match=r"t = .* is outside \[0, 1\]"):
            mixture.drift(mix, t, [[0, 0]])
    mixture.drift(mix, torch.tensor(near, dtype=torch.float32), [[0, 0]])  # it is 1
    skew = [[1, 0.5 + 1e-10], [0.5, 1]]
    for S in (skew, np.array(skew), torch.tensor(skew, dtype=torch.float64)):
        with pytest.raises(ValueError, match=r"cov0 is not symmetric: \|S - S\^T\| reaches 1e-10"):
            mixture.mixture(F32, **GOOD | {"cov0": S})
    off = torch.tensor([[1, 0.5 * (1 + 2**-23)], [0.5, 1]], dtype=torch.float32)  # one unit in its last place
    mixture.mixture(F32, **GOOD | {"cov0": off})
    with pytest.raises(ValueError, match=r"weights sum to 1\.00000000"):
        mixture.mixture(F32, **GOOD | {"weights": [0.5, 0.5 + 1e-9]})
    with pytest.raises(ValueError, match=r"cov0 has the eigenvalue .*: it must be positive definite here"):
        brenier.transport(F32, [0, 0], [[1, 0], [0, 1e-9]], [0, 0], [[1, 0], [0, 1]])  # definite in float64, not here


@floating
def test_what_would_overflow_is_refused_at_the_door_or_on_its_way_out(ar: Any) -> None:
    with pytest.raises(ValueError, match=r"means\[0, 0\] is .*: its square is too large for (float64|torch), at most 6.7e\+153"):
        mixture.mixture(ar, **GOOD | {"means": [[1e200, 0], [1, 2]]})
    thin = gaussian.independent(ar, [0], [[1e-200]], [0], [[1e-200]])
    with pytest.raises(ValueError, match=r"log_density is beyond the floating-point numbers here"):
        gaussian.log_density(thin, 0.5, [[1e100]])
    assert np.isfinite(float(gaussian.log_density(thin, 0.5, [[1e-100]])[0]))


def test_derivatives_go_through_lists_of_tensors() -> None:
    a = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
    scm.covariance(scm.mediator(arithmetic.torch(), a, 3))[2, 2].backward()
    assert a.grad == 2 * 2 * 9  # d/da (9 (1 + a^2) + 1)
    with pytest.raises(TypeError, match=r"effects requires grad, and float64 has no derivatives: use arithmetic.torch\(\)"):
        scm.mediator(arithmetic.float64(), a, 3)
