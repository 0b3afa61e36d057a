"""Is a symbolic expression zero? A proof by polynomial arithmetic, exact and fast where SymPy's simplifiers are neither.

The expression is a rational function of its symbols and of atoms: exponentials, logarithms, and roots of rational functions.
Each atom becomes a variable (equal arguments share one, opposite exponents are inverses), the whole becomes a fraction of
integer polynomials, and roots are reduced by r^q = base. A zero numerator proves the identity; a nonzero one proves
nothing, since atoms may be related in ways that this does not know.
"""

from math import prod
from typing import Any

import sympy as sp
from flint import fmpz_mpoly, fmpz_mpoly_ctx

Fraction = tuple[fmpz_mpoly, fmpz_mpoly]
Entry = tuple[int, str, int, Fraction, Fraction]  # variable, kind, q, argument, value


def is_zero(e: Any) -> bool:
    """True: proved. False: not proved. ValueError: it has a function that this does not know."""
    e = sp.sympify(e)
    return _vanishes(e) or (e.has(sp.exp) and _vanishes(e.replace(sp.exp, _product_of_exponentials)))


def _product_of_exponentials(argument: Any) -> Any:
    return sp.Mul(*[sp.exp(term) for term in sp.Add.make_args(sp.expand(argument))])


def _vanishes(e: Any) -> bool:
    atoms = [n for n in postorder(e) if _is_atom(n)]
    free = symbols_of(e)
    names = tuple(f"v{i}" for i in range(len(free) + len(atoms) + 1))
    ctx = fmpz_mpoly_ctx.get(names, "degrevlex")
    gens, one = ctx.gens(), ctx.constant(1)
    known: dict[Any, Fraction] = {s: (g, one) for s, g in zip(free, gens, strict=False)}
    table: list[Entry] = []
    for i, atom in enumerate(atoms, len(free)):
        known[atom] = _atom(atom, i, gens[i], known, table, one)
    numerator, _ = _value(e, known, one)
    for i, kind, q, base, _ in reversed(table):
        numerator = _reduce(numerator, i, q, base, ctx) if kind == "root" else numerator
    return bool(numerator.is_zero())


def postorder(e: Any) -> list[Any]:
    """Every node once, arguments before what is made of them."""
    seen: dict[Any, None] = {}
    stack = [(e, False)]
    while stack:
        node, done = stack.pop()
        if done:
            seen.setdefault(node)
        elif node not in seen:
            stack.append((node, True))
            stack.extend((a, False) for a in node.args)
    return list(seen)


def symbols_of(e: Any) -> list[Any]:
    """The free symbols by name, as `e.free_symbols` has them, but of a subexpression once, however often it is used."""
    return sorted((n for n in postorder(e) if n.is_Symbol), key=str)


def _is_atom(n: Any) -> bool:
    return (
        isinstance(n, (sp.exp, sp.log, sp.erfc, sp.sin, sp.cos, sp.atan, sp.acos))
        or n is sp.pi
        or (n.is_Pow and not n.exp.is_Integer)
    )


def _atom(atom: Any, i: int, g: Any, known: dict[Any, Fraction], table: list[Entry], one: Any) -> Fraction:
    """The variable of an atom, or what an older one makes of it: exp(p/q u) is a root of exp(u)^p."""
    if not atom.args:
        return g, one
    arg = _value(atom.args[0], known, one)
    if atom.is_Pow and not atom.exp.is_Rational:
        raise ValueError(f"{atom} is no power with a rational exponent: symbols cannot decide it")
    if atom.is_Pow:
        whole, base = _whole(arg, atom.exp.q, one)
        return _power(_product([whole, _entry("root", atom.exp.q, base, i, (g, one), table)]), atom.exp.p)
    if isinstance(atom, sp.exp):
        for _, kind, _, (n, d), value in table:
            u, v = _lowest(arg[0] * d, arg[1] * n)
            if kind == "exp" and u.is_constant() and v.is_constant():
                q, p = int(v.leading_coefficient()), int(u.leading_coefficient())
                return _power(value if q == 1 else _entry("root", q, value, i, (g, one), table), p)
    return _entry(atom.func.__name__, 1, arg, i, (g, one), table)


def _whole(f: Any, q: int, one: Any) -> tuple[Fraction, Fraction]:
    """The integers whose q-th powers divide numerator and denominator, and what is left below the root: 4 x + 8 is 2^2 (x + 2)."""
    out = [prod(p ** (k // q) for p, k in sp.factorint(abs(int(n.content()))).items() if p) for n in f]
    return (one * out[0], one * out[1]), (f[0] // (one * out[0] ** q), f[1] // (one * out[1] ** q))


def _entry(kind: str, q: int, arg: Fraction, i: int, new: Fraction, table: list[Entry]) -> Fraction:
    for _, k, r, a, value in table:
        if (k, r) == (kind, q) and a == arg:
            return value
    table.append((i, kind, q, arg, new))
    return new


def _power(f: Fraction, k: int) -> Fraction:
    return (f[0] ** k, f[1] ** k) if k >= 0 else _signed(f[1] ** -k, f[0] ** -k)


def _value(e: Any, known: dict[Any, Fraction], one: Any) -> Fraction:
    """e as numerator and denominator without a common factor; filled into `known` from the leaves up."""
    for node in postorder(e):
        if node in known:
            continue
        if node.is_Rational:
            known[node] = _lowest(one * int(node.p), one * int(node.q))
        elif node.is_Add:
            known[node] = _sum([known[a] for a in node.args])
        elif node.is_Mul:
            known[node] = _product([known[a] for a in node.args])
        elif node.is_Pow:
            known[node] = _power(known[node.base], int(node.exp))
        else:
            raise ValueError(
                f"{node.func.__name__} is neither rational nor exp, log, erfc, sin, cos, atan, acos or a root: "
                "symbols cannot decide it"
            )
    return known[e]


def _sum(terms: list[Fraction]) -> Fraction:
    n, d = terms[0]
    for p, q in terms[1:]:
        g = d.gcd(q)
        n, d = n * (q // g) + p * (d // g), d * (q // g)
    return _lowest(n, d)


def _product(factors: list[Fraction]) -> Fraction:
    n, d = factors[0]
    for p, q in factors[1:]:
        g, h = n.gcd(q), p.gcd(d)
        n, d = (n // g) * (p // h), (d // h) * (q // g)
    return _signed(n, d)


def _lowest(n: Any, d: Any) -> Fraction:
    g = n.gcd(d)
    return _signed(n // g, d // g)


def _signed(n: Any, d: Any) -> Fraction:
    return (-n, -d) if d.leading_coefficient() < 0 else (n, d)


def _reduce(n: Any, i: int, q: int, base: Fraction, ctx: Any) -> Any:
    """n with v_i^k replaced by v_i^(k mod q) base^(k div q), times a power of base's denominator."""
    parts: dict[int, dict[Any, Any]] = {}
    for m, c in n.to_dict().items():
        parts.setdefault(m[i] // q, {})[(*m[:i], m[i] % q, *m[i + 1 :])] = c
    top = max(parts, default=0)
    return sum((ctx.from_dict(p) * base[0] ** k * base[1] ** (top - k) for k, p in parts.items()), ctx.constant(0))
