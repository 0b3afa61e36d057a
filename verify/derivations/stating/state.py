"""Stating a derivation: what a formula is said to be, of which law, in which convention, and in which form it runs.

    @derivation("velocity", law="mixture")            # a function of (law, t, x) in law.ar's operations: can be PROVED
    @derivation("jacobian", dtype="float32")          # a plain NumPy or torch function, arguments known by their names
    as_derivation(sympy_expression, "score", "line")  # an expression in the symbols of `symbols_of`
    @derivation("divergence", tolerance=1e-6)         # an approximation, which need not be right to rounding
    as_derivation(module, "velocity", parameters={...}, tolerance=1e-2)   # a trained torch module

Options are listed at `as_derivation`.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import inf
from typing import Any

from verify.derivations import own_operands
from verify.derivations.assumptions import known
from verify.derivations.conventions import Convention, reference
from verify.derivations.conventions import convention as convention_of
from verify.derivations.mistakes import meant
from verify.derivations.parameters import EXCHANGED
from verify.derivations.quantities import SPECIAL, Quantity, find
from verify.derivations.statement import Derivation, ExactText, Refused
from verify.derivations.stating import given_names
from verify.derivations.stating.given_law import given_law
from verify.derivations.stating.marks import tell
from verify.derivations.stating.places import name_of, where_of
from verify.derivations.stating.plain_function import of_function
from verify.regimes.laws import LAWS, PAIRS, WITH_PATH

FIRST = frozenset({"law", "mix", "mixture", "pair", "transport", "gaussian", "joint"})
MEANS = {"average": "its mean over p_t", "conditional mean": "that over the ends given x_t", "gradient": "that of a loss, likewise"}
CONVENTION = ("time", "ends", "path", "sigma_min")


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

    assume: what the law must satisfy (`verify.derivations.assumptions.NEEDS`); k: the component of jacobian_do; convention: its
    name (`verify.derivations.coordinates.presets`, which says what noise is), or in parts time, ends, path, sigma_min
    (`verify.derivations.conventions`); parameters: weights, means, covs, mean0, cov0 ... of the one law it was made for, floats
    too; points: where to look at that law; given: the arguments that are quantities, given={"out": "velocity"}
    (`verify.derivations.stating.given_names`); name; where: operands that are what you say, where={"noise_level": sympy.sqrt(t)};
    on="average": the mean over p_t is claimed, not each value, on="conditional mean": that over the ends x0, x1 given x_t, which a
    regression learns, on="gradient": that the loss f(x, t, x0, x1, pred), a number, has on average the gradient of |pred - it|^2;
    order: of a flow_step, that its error is O(h^(order + 1)).
    Of plain functions: library="numpy" | "torch", dtype="float64" | "float32", batched=True | False, rename={"theirs": "ours"}.
    Of an approximation (differences, a few steps, fixed draws): tolerance=, how far it may be off: |found - value| is at most
    tolerance max(1, |value|) in each entry, at every case; above 0, at most a hundredth of the quantity's size.
    Of modules: tolerance=the mean squared error per coordinate that is allowed, at most a hundredth of the quantity's mean square.
    """
    __tracebackhide__ = True
    if isinstance(formula, Derivation):
        return formula
    if marked := getattr(formula, "__derivation__", None):
        options = {**marked, **({} if of is None else {"of": of, "law": law}), **options}
    elif of is None:
        raise TypeError("say what the formula is of: check(formula, of='velocity'), see verify.QUANTITIES")
    else:
        options |= {"of": of, "law": law}
    shown = tuple((name, _shown(value)) for name, value in options.items() if name not in ("of", "law"))
    tell(stated := replace(_state(formula, **options), options=shown))
    return stated


def _shown(value: Any) -> str:
    """As one would write it; what is long to write is left to the reader."""
    return repr(value) if isinstance(value, str | int | tuple) else "..."


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
    given: Mapping[str, str] | None = None,
    where: Mapping[str, Any] | None = None,
    on: str = "",
    order: int = 0,
    **more: Any,
) -> Derivation:
    """`more` holds the convention, and the style of a plain function or a module."""
    __tracebackhide__ = True
    law, special = SPECIAL.get(law, (law, ""))
    if law not in LAWS:
        raise ValueError(f"law={law!r} is no known law: {meant(law, (*LAWS, *SPECIAL))}use one of {', '.join((*LAWS, *SPECIAL))}")
    quantity = find(f"{of}[{k}]" if k is not None else of)
    convention = convention_of(more.pop("convention", ""), **{option: more.pop(option) for option in CONVENTION if option in more})
    reference(quantity, law, convention)  # a quantity without a closed form is refused here
    stated = Derivation(
        name=name or name_of(formula),
        quantity=quantity,
        law=law,
        formula=Refused("it is not stated yet"),
        needs=_assumed(assume, special, EXCHANGED if convention.swapped and law in PAIRS else "") | quantity.needs,
        convention=convention,
        where=where_of(formula),
        regimes=given_law(law, parameters, points),
        given=tuple(given_names.declared(given, quantity.name).items()),
        own=own_operands.declared(where, quantity),
        **_kind(quantity, law, convention, on, order),
    )
    if stated.kind != "value" and "tolerance" in more:
        raise ValueError("tolerance= is how far values may be off: of a mean or an order none is compared")
    return _as_runnable(stated, formula, more)


def _kind(quantity: Quantity, law: str, convention: Convention, on: str, order: int) -> dict[str, Any]:
    """What is claimed: the value at every point, its mean over p_t, or the order of a step."""
    if on not in ("", *MEANS):
        means = ", ".join(f"on={name!r} {says}" for name, says in MEANS.items())
        raise ValueError(f"on={on!r} is no known claim: without it each value is claimed, {means}")
    if on and not quantity.at_points:
        raise ValueError(f"on={on!r}: {quantity.name} is the same at every point")
    if on and law not in WITH_PATH:
        raise ValueError(f"on={on!r}: the law {law!r} is one map, not x_t: state it of a 'gaussian' pair")
    if on in given_names.OF_KIND and convention.latent:
        raise ValueError(f"on={on!r}: the ends leave the noise c z of this path open")
    if on == "gradient" and (quantity.shape != "(..., d)"):
        raise ValueError(f"on={on!r}: a network predicts a vector at each point; {quantity.name} is {quantity.shape}")
    if order and (not quantity.ends_a_step or on or isinstance(order, bool) or not isinstance(order, int) or order < 1):
        raise ValueError(
            f"order={order!r}: a whole number above 0, of what ends a step, as flow_step does: {quantity.name} has none"
        )
    return {"kind": on or ("order" if order else "value"), "order": order}


def _assumed(assume: Iterable[str], *more: str) -> frozenset[str]:
    """What is declared, and what the law and the convention bring along."""
    declared = [assume] if isinstance(assume, str) else [*assume]
    if EXCHANGED in declared:
        raise ValueError(f"which end is the data is no assumption: declare ends={EXCHANGED!r}")
    return known(frozenset([*declared, *filter(None, more)]))


def _as_runnable(stated: Derivation, formula: Any, style: dict[str, Any]) -> Derivation:
    """The formula in the form that its kind takes. What is heavy is imported for the kind that needs it."""
    kind = type(formula)
    if any(c.__module__.startswith("torch.nn") for c in kind.__mro__):
        from verify.derivations.stating.torch_module import of_module

        return of_module(stated, formula, **style)
    if "tolerance" in style:
        tolerance = _tolerance(style.pop("tolerance"))
        exact = _as_runnable(stated, formula, style)
        return replace(exact, formula=replace(exact.formula, tolerance=tolerance))  # type: ignore[type-var]
    if hasattr(formula, "free_symbols") or kind.__module__.startswith("sympy"):
        from verify.derivations.stating.sympy_expression import of_expression

        return of_expression(stated, formula, **style)
    if not callable(formula):
        raise TypeError(f"{kind.__name__} is no derivation: pass a function, a SymPy expression or Matrix, or a torch module")
    if (names := _of_law(formula)) and not style:
        stated = given_names.taking(replace(stated, given=tuple(given_names.read(names[3:], stated).items())))
        return replace(stated, formula=ExactText(formula, stated.convention, stated.fed))
    return of_function(stated, formula, **style)


def _tolerance(given: Any) -> float:
    try:
        tolerance = float(given)
    except (TypeError, ValueError):
        tolerance = inf
    if not 0 < tolerance < inf:
        raise ValueError(f"tolerance={given!r} must be a finite number above 0: |found - value| / max(1, |value|) that is allowed")
    return tolerance


def _of_law(f: Any) -> list[str]:
    """The names of the arguments, three or more without a default, the first of them a law; else none."""
    try:
        names = [name for name, p in inspect.signature(f).parameters.items() if p.default is p.empty]
    except (TypeError, ValueError):
        return []
    return names if len(names) >= 3 and names[0].lower() in FIRST else []
