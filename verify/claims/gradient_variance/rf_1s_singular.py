"""At which times the lines of a linear coupling meet."""

from fractions import Fraction as F

from flint import arb, fmpz_mat, fmpz_poly

from analytic import coupling
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, inequality
from verify.regimes.crossings import MEETING

times: Formula = lambda law: [F(t) for t in coupling.singular_times(law)]  # noqa: E731


def by_polynomial(law: Law, imaginary: bool = False) -> list[arb]:
    """The real roots 0 < t <= 1 of det(I + t M), M = T - I of whole numbers, in balls; in order."""
    c = fmpz_mat([[int(float(e)) - (i == j) for j, e in enumerate(row)] for i, row in enumerate(law.T)]).charpoly().coeffs()
    roots: Array = fmpz_poly([(-1) ** j * e for j, e in enumerate(c[::-1])]).complex_roots()  # det(I + t M) = (-t)^d c(-1/t)
    return sorted((z.real for z, _ in roots if z.real > 0 and not z.real > 1 and (imaginary or z.imag == 0)), key=float)


def margin(formula: Formula, case: Case) -> Array:
    """1e-12 less the distance of each time; then 0, or -1 where their number is another."""
    found, wanted = case.value(formula), by_polynomial(case.law)
    gaps = [abs(case.ar.array(a)[()] - b) for a, b in zip(found, wanted, strict=False)]
    return case.ar.array([F(1, 10**12)] * len(gaps) + [-(len(found) != len(wanted))]) - [*gaps, 0]


claim = Claim(
    id="RF-1s",
    source="Gradient Variance, Proposition 1",
    says="Lines of a linear coupling meet at t = 1/(1 + l) for each real eigenvalue -l <= 0 of T, and never else (to 1e-12).",
    latex=r"\det(I+t(T-I))=0\ \Leftrightarrow\ t=\frac{1}{1+l},\quad -l\leq 0\ \mathrm{an\ eigenvalue\ of}\ T",
    formula=times,
    tests=inequality(margin, MEETING),
    near_misses={
        "time reversed": lambda law: sorted(1 - t for t in times(law)),
        "complex too": lambda law: by_polynomial(law, imaginary=True),
    },
)
