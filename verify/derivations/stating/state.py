"""Stating a derivation: what a formula is said to be, of which law, in which convention, and in which form it runs.

    @derivation("velocity", law="mixture")            # a function of (law, t, x) in law.ar's operations: can be PROVED
    @derivation("jacobian", dtype="float32")          # a plain NumPy or torch function, arguments known by their names
    as_derivation(sympy_expression, "score", "line")  # an expression in the symbols of `symbols_of`
    as_derivation(module, "velocity", parameters={...}, tolerance=1e-2)   # a trained torch module

Options are listed at `as_derivation`.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from analytic import arithmetic
from analytic.exact import fraction, fractions
from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.conventions import OURS, Convention, reference
from verify.derivations.parameters import every_bit
from verify.derivations.quantities import LAWS, find
from verify.derivations.statement import Derivation, ExactText, Refused, name_of, where_of
from verify.derivations.stating.marks import tell
from verify.derivations.stating.plain_function import of_function

FIRST = frozenset({"law", "mix", "mixture", "pair", "transport", "gaussian", "joint"})
CONVENTION = ("time", "ends", "path", "sigma_min")
TIMES = (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4), Fraction(1, 8), Fraction(7, 8))


def derivation(of: str, law: str = "mixture", **options: Any) -> Callable[[Any], Any]:
    """Marks a function of the user's file, which itself stays usable; the options are those of `as_derivation`.

    >>> @derivation("mean", law="gaussian")
    ... def mean(law, t, x):
    ...     return (1 - t) * law.m0 + t * law.m1
    >>> mean.__derivation__
    {'of': 'mean', 'law': 'gaussian'}
    """

    def mark(f: Any) -> Any:
        f.__derivation__ = {"of": of, "law": law, **options}
        tell(f, f.__derivation__)
        return f

    return mark


def as_derivation(formula: Any, of: str | None = None, law: str = "mixture", **options: Any) -> Derivation:
    """A function, an expression or a module as a derivation of the quantity `of`. Options, all by name:

    assume: what the law must satisfy (`verify.derivations.cases.NEEDS`); k: the component of jacobian_do; time, ends, path,
    sigma_min: the convention (`verify.derivations.conventions`); parameters: weights, means, covs, mean0, cov0 ... of the one law
    it was made for, floats too; points: where to look at that law; name.
    Of plain functions: library="numpy" | "torch", dtype="float64" | "float32", batched=True | False, rename={"theirs": "ours"}.
    Of modules: tolerance=the mean squared error per coordinate that is allowed, at most a hundredth of the quantity's mean square.
    """
    if isinstance(formula, Derivation):
        return formula
    if marked := getattr(formula, "__derivation__", None):
        options = {**marked, **({} if of is None else {"of": of, "law": law}), **options}
    elif of is None:
        raise TypeError("say what the formula is of: check(formula, of='velocity'), see verify.QUANTITIES")
    else:
        options |= {"of": of, "law": law}
    stated = _state(formula, **options)
    tell(stated)
    return stated


def _state(
    formula: Any,
    of: str,
    law: str = "mixture",
    *,
    name: str = "",
    assume: Iterable[str] = (),
    k: int | None = None,
    parameters: Mapping[str, Any] | None = None,
    points: Any = None,
    **more: Any,
) -> Derivation:
    """`more` holds the convention, and the style of a plain function or a module."""
    if law not in LAWS:
        raise ValueError(f"law={law!r} is no known law: use one of {', '.join(LAWS)}")
    quantity = find(f"{of}[{k}]" if k is not None else of)
    convention = _convention(**{option: more.pop(option) for option in CONVENTION if option in more})
    reference(quantity, law, convention)  # a quantity without a closed form is refused here
    stated = Derivation(
        name=name or name_of(formula),
        quantity=quantity,
        law=law,
        formula=Refused("it is not stated yet"),
        needs=cases.known(frozenset([assume] if isinstance(assume, str) else assume)) | quantity.needs,
        convention=convention,
        where=where_of(formula),
        regimes=_given(law, parameters, points),
    )
    return _as_runnable(stated, formula, more)


def _convention(time: str = OURS.time, ends: str = OURS.ends, path: str = OURS.path, sigma_min: Any = 0) -> Convention:
    return Convention(time, ends, path, fraction(sigma_min, "sigma_min") if isinstance(sigma_min, (int, str)) else sigma_min)


def _as_runnable(stated: Derivation, formula: Any, style: dict[str, Any]) -> Derivation:
    """The formula in the form that its kind takes. What is heavy is imported for the kind that needs it."""
    kind = type(formula)
    if any(c.__module__.startswith("torch.nn") for c in kind.__mro__):
        from verify.derivations.stating.torch_module import of_module

        return of_module(stated, formula, **style)
    if hasattr(formula, "free_symbols") or kind.__module__.startswith("sympy"):
        from verify.derivations.stating.sympy_expression import of_expression

        return of_expression(stated, formula, **style)
    if not callable(formula):
        raise TypeError(f"{kind.__name__} is no derivation: pass a function, a SymPy expression or Matrix, or a torch module")
    if _is_arithmetic(formula) and not style:
        theirs = stated.convention.theirs
        return replace(stated, formula=ExactText(lambda law, t, x: formula(theirs(law), t, x)))
    return of_function(stated, formula, **style)


def _is_arithmetic(f: Any) -> bool:
    """Three arguments, the first of them a law."""
    try:
        names = list(inspect.signature(f).parameters)
    except (TypeError, ValueError):
        return False
    return len(names) == 3 and names[0].lower() in FIRST


def _given(law: str, parameters: Mapping[str, Any] | None, points: Any) -> tuple[Regime, ...]:
    """The one law that a derivation was made for, at a few simple times and points, and at generic ones, which need every bit
    of a float64; points that are given are all that there are. Floats are taken as the exact numbers they are."""
    if parameters is None:
        if points is not None:
            raise ValueError("points= are those of one given law: pass parameters= too")
        return ()
    p = {name: fractions(value, name) for name, value in parameters.items()}
    if "weights" in p:
        p["weights"] = _adding_up_to_one(p["weights"])
    d = _dimension(p)
    p.setdefault("mean0", [0] * d)
    p.setdefault("cov0", [[int(i == j) for j in range(d)] for i in range(d)])
    random = Random(law)
    simple = [[0] * d, [1] * d, [(2, -1, 1)[i % 3] for i in range(d)]]
    generic = [[2 * every_bit(random, 53) for _ in range(d)] for _ in simple]
    if points is not None:
        simple = generic = _different(points, d)
    given = cases.regime(law, p, TIMES, simple, "the given law")
    given.law(arithmetic.float64())  # what it refuses is told here
    times = [abs(every_bit(random, 53)) for _ in range(3)]
    return given, cases.regime(law, p, times, generic, "the given law at generic times")


def _different(points: Any, d: int) -> list[list[Any]]:
    """The points, each once."""
    xs = fractions(points, "points")
    if not xs or any(not isinstance(x, list) or len(x) != d for x in xs):
        raise ValueError(f"points must be (n, {d}), n > 0, for this law: they are {points!r:.60}")
    return [list(x) for x in dict.fromkeys(map(tuple, xs))]


def _adding_up_to_one(weights: list[Fraction]) -> list[Fraction]:
    """1/3 + 1/3 + 1/3 in floats is not 1."""
    total = sum(weights, Fraction(0))
    if not total > 0:
        raise ValueError(f"weights add up to {total}: they must be positive, and add up to 1")
    return [w / total for w in weights]


def _dimension(p: Mapping[str, Any]) -> int:
    """d, from the first mean."""
    means = p.get("means", [p.get("mean0")])
    if not means or not isinstance(means[0], list) or not means[0]:
        raise ValueError("parameters= must hold means [[...], ...], of a Gaussian mean0 [...]: they tell the dimension")
    return len(means[0])
