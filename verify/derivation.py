"""Stating a derivation: what a formula is said to be, of which law, in which convention, and in which arithmetics it runs.

    @derivation("velocity", law="mixture")            # a function of (law, t, x) in law.ar's operations: can be PROVED
    @derivation("jacobian", dtype="float32")          # a plain NumPy or torch function, arguments known by their names
    as_derivation(sympy_expression, "score", "line")  # an expression in the symbols of `symbols_of`
    as_derivation(module, "velocity", parameters={...}, tolerance=1e-2)   # a trained torch module

`load` executes a user's file: it is the user's own code. Options are listed at `as_derivation`.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from analytic.exact import fractions
from verify.claim import Claim, Formula, Regime
from verify.derivations import cases
from verify.derivations.called import callable_module
from verify.derivations.conventions import OURS, Convention, reference
from verify.quantities import LAWS, find

EXACT = ("symbols", "balls", "digits", "float64", "torch")
FIRST = frozenset({"law", "mix", "mixture", "pair", "transport", "gaussian", "joint"})
TIMES = (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4), Fraction(1, 8), Fraction(7, 8))


@dataclass(frozen=True)
class Derivation:
    name: str
    of: str  # quantity name
    law: str
    formula: Formula  # f(law, t, x): x (n, d), t one number; an array of the law's arithmetic
    arithmetics: tuple[str, ...]
    unit: float  # rounding unit of a plain function: 2^-53, 2^-24; 0.0 where balls are exact
    needs: frozenset[str]
    convention: Convention
    where: str  # "file.py:12", or ""
    regimes: tuple[Regime, ...] = ()  # the law that it was made for; empty: the ladder of cases
    tolerance: float | None = None  # of a trained module: the mean squared error that is allowed

    @property
    def reference(self) -> Formula:
        """What it is compared with, in its own convention."""
        return reference(find(self.of), self.law, self.convention)


def derivation(of: str, law: str = "mixture", **options: Any) -> Callable[[Any], Any]:
    """Marks a function of the user's file, which itself stays usable; the options are those of `as_derivation`."""

    def mark(f: Any) -> Any:
        f.__derivation__ = {"of": of, "law": law, **options}
        return f

    return mark


def as_derivation(formula: Any, of: str | None = None, law: str = "mixture", **options: Any) -> Derivation:
    """A function, an expression or a module as a derivation of the quantity `of`. Options, all by name:

    assume: what the law must satisfy (verify.derivations.cases.NEEDS); k: the component of jacobian_do; time, ends, path,
    sigma_min: the convention (verify.derivations.conventions); parameters: weights, means, covs, mean0, cov0 ... of the one law
    it was made for, floats too; points: where to look at that law; name.
    Of plain functions: library="numpy" | "torch", dtype="float64" | "float32", batched=True | False, rename={"theirs": "ours"}.
    Of modules: tolerance=the mean squared error per coordinate that is allowed.
    """
    if isinstance(formula, Derivation):
        return formula
    if marked := getattr(formula, "__derivation__", None):
        return _state(formula, **{**marked, **({} if of is None else {"of": of, "law": law}), **options})
    if of is None:
        raise TypeError("say what the formula is of: check(formula, of='velocity'), see verify.quantities.QUANTITIES")
    return _state(formula, of, law, **options)


def _state(
    formula: Any,
    of: str,
    law: str,
    name: str = "",
    assume: Iterable[str] = (),
    k: int | None = None,
    time: str = OURS.time,
    ends: str = OURS.ends,
    path: str = OURS.path,
    sigma_min: Any = 0,
    parameters: Mapping[str, Any] | None = None,
    points: Any = None,
    **style: Any,
) -> Derivation:
    if law not in LAWS:
        raise ValueError(f"law={law!r} is no known law: use one of {', '.join(LAWS)}")
    quantity = find(f"{of}[{k}]" if k is not None else of)
    convention = Convention(time, ends, path, Fraction(sigma_min) if isinstance(sigma_min, (int, str)) else sigma_min)
    reference(quantity, law, convention)  # a quantity without a closed form is refused here
    needs = cases.known(frozenset([assume] if isinstance(assume, str) else assume)) | quantity.needs
    stated = Derivation(
        name or name_of(formula),
        quantity.name,
        law,
        formula,
        EXACT,
        0.0,
        needs,
        convention,
        where_of(formula),
        _given(law, parameters, points),
    )
    return _as_stated(stated, formula, style)


def _as_stated(stated: Derivation, formula: Any, style: dict[str, Any]) -> Derivation:
    """The formula in the form that its kind takes."""
    kind = type(formula)
    if any(c.__module__.startswith("torch.nn") for c in kind.__mro__):
        from verify.derivations.trained import of_module

        return of_module(stated, formula, **style)
    if hasattr(formula, "free_symbols") or kind.__module__.startswith("sympy"):
        from verify.derivations.expressions import of_expression

        return of_expression(stated, formula, **style)
    if not callable(formula):
        raise TypeError(f"{kind.__name__} is no derivation: pass a function, a SymPy expression or Matrix, or a torch module")
    if _is_arithmetic(formula) and not style:
        theirs = stated.convention.theirs
        return replace(stated, formula=lambda law, t, x: formula(theirs(law), t, x))
    from verify.derivations.plain import of_function

    return of_function(stated, formula, **style)


def load(path: Path, name: str | None = None) -> list["Derivation | Claim"]:
    """The derivations and claims of a user's file, in their order there, or the one of this name. The file is executed."""
    from verify.derivations.files import load as from_file

    return from_file(path, name)


def _is_arithmetic(f: Any) -> bool:
    """Three arguments, the first of them a law."""
    try:
        names = list(inspect.signature(f).parameters)
    except (TypeError, ValueError):
        return False
    return len(names) == 3 and names[0].lower() in FIRST


def _given(law: str, parameters: Mapping[str, Any] | None, points: Any) -> tuple[Regime, ...]:
    """The one law that a derivation was made for, at a few times and points; floats are taken as the exact numbers they are."""
    if parameters is None:
        return ()
    p = {name: fractions(value, name) for name, value in parameters.items()}
    if "weights" in p:
        p["weights"] = [w / sum(map(Fraction, p["weights"])) for w in p["weights"]]  # 1/3 + 1/3 + 1/3 in floats is not 1
    d = len(p["means"][0] if "means" in p else p["mean0"])
    p.setdefault("mean0", [0] * d)
    p.setdefault("cov0", [[int(i == j) for j in range(d)] for i in range(d)])
    xs = fractions(points, "points") if points is not None else [[0] * d, [1] * d, [(2, -1, 1)[i % 3] for i in range(d)]]
    return (cases.regime(law, p, TIMES, xs, "the given law"),)


def name_of(formula: Any) -> str:
    return str(getattr(formula, "__name__", "") or type(formula).__name__)


def where_of(formula: Any) -> str:
    """file:line, from here where that is shorter."""
    try:
        file, line = inspect.getsourcefile(formula) or "", inspect.getsourcelines(formula)[1]
    except (TypeError, OSError):
        return ""
    here, path = Path.cwd(), Path(file)
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}:{line}"


callable_module(__name__)
