"""What the names of parameters mean, as people write them: one table, from stems and endings.

A covariance may be written in several ways, each with its stem: cov; var, std of a line; diagonal cov, diagonal std; isotropic
var, isotropic std; precision, its inverse; cholesky, its lower triangular factor. With an s it is that of every component of the
data, (K, ...), with 0 or 1 that of one end. Names get the same endings; without names it is declared: {"v": "isotropic vars"}.
"""

import re
from collections.abc import Iterable

from verify.regimes.laws import LAWS, MIXED

STEMS: dict[str, tuple[str, ...]] = {
    "weight": ("pi", "w", "weight", "prob", "prop", "mixing", "π"),
    "mean": ("mu", "mean", "m", "loc", "center", "centre", "μ"),
    "cov": ("Sigma", "cov", "covariance", "C", "S", "covariance_matrix", "Σ"),
    "var": ("var", "variance", "sigma2", "sigma_sq", "s2"),
    "std": ("std", "sd", "sigma", "σ"),
    "diagonal cov": (),
    "diagonal std": (),
    "isotropic var": (),
    "isotropic std": (),
    "precision": ("Lambda", "prec", "precision", "precision_matrix", "Λ"),
    "cholesky": ("L", "chol", "cholesky", "scale_tril"),
}
MORE: dict[str, tuple[str, ...]] = {
    "x": ("x", "xt", "x_t", "xs", "y", "z", "zt", "z_t", "point", "points", "sample", "samples"),
    "t": ("t", "time", "times", "ts", "tau"),
    "weights": ("mixture_weights",),
    "means": ("data_mean", "data_means"),
    "covs": ("data_cov", "data_covs", "covariance_matrices"),
    "vars": ("sigmas2",),
    "mean0": ("source_mean",),
    "cov0": ("source_cov",),
    "var0": ("sigma02", "sigma0_2", "sigma0_sq"),
    "var1": ("sigma12", "sigma1_2", "sigma1_sq"),
    "cross": ("cross", "cross_cov", "X", "Sigma01", "Sigma_01", "S01", "C01", "cov01"),
    "k": ("k", "component"),
    "xp": ("xp",),
    "parameters": ("params", "parameters", "param", "p", "theta", "cfg", "config", "args", "model", "dist", "gmm"),
}
AMBIGUOUS: dict[str, tuple[str, ...]] = {  # never guessed
    "P": ("precisions", "covs"),
    "s": ("t", "stds"),
    "alpha": ("weights", "t"),
    "p": ("weights", "parameters"),  # the second, if nothing else is a parameter of the law
    "theta": ("means", "parameters"),
}
BESIDE = ("x", "t", "xp", "parameters")  # what names mean whatever the parameters
GIVEN = "given"  # a quantity (`given_names`)
SHAPES = tuple(stem for stem in STEMS if stem not in ("weight", "mean"))  # of a covariance
ENDS = ("s", "0", "1")


def _table() -> dict[str, tuple[str, ...]]:
    """Every meaning with its names, the commonest first."""
    ending = {"s": ("{}", "{}s", "{}_k"), "0": ("{}0", "{}_0"), "1": ("{}1", "{}_1")}
    found = {
        f"{stem}{end}": tuple(form.format(name) for name in names for form in ending[end])
        for stem, names in STEMS.items()
        for end in (ENDS[:1] if stem == "weight" else ENDS)
    }
    return {ours: found.get(ours, ()) + MORE.get(ours, ()) for ours in (*MORE, *found)}


TABLE = _table()
NAMES = TABLE | {meaning: names for kind in LAWS.values() for meaning, names in kind.letters.items()}  # also of laws with their own
MEANING = {name: ours for ours, names in TABLE.items() for name in names} | {ours: ours for ours in TABLE}


def written(meaning: str) -> tuple[str, str]:
    """Stem and ending of a covariance, ("var", "0"); ("", "") of anything else."""
    stem, end = meaning[:-1], meaning[-1:]
    return (stem, end) if stem in SHAPES and end in ENDS else ("", "")


def of_law(meaning: str) -> bool:
    """Is it a parameter of the law, or all of them?"""
    return meaning not in ("", "x", "t", "k", "xp", GIVEN)


def meaning_of(name: str, law: str, swapped: bool) -> tuple[str, int]:
    """What it means to the law, "" for nothing, and the component, -1 for all of them. sklearn's names end in _."""
    name = name.rstrip("_") or name
    found = MEANING.get(name, "")
    if own := LAWS[law].letters:
        of = next((meaning for meaning, names in own.items() if name in (meaning, *names)), "")
        return of or (found if found in BESIDE else ""), -1
    if law not in MIXED:
        return ("" if found == "weights" else _ending(found, "s", "0" if swapped else "1")), -1
    if found == "cross":
        return ("x", -1) if name == "X" else ("", -1)
    if swapped:  # their letter 1 is the source, their letter 0 the data
        return _ending(found, "1", "0") if found[-1:] == "1" else _ending(found, "0", "s"), -1
    match = re.fullmatch(r"([^\W\d_]+)_?([1-9])", name)
    if match and (not found or found.endswith("1")) and (group := _of_all(match[1])):
        return group, int(match[2]) - 1
    return found, -1


def missing(law: str, have: Iterable[str]) -> list[str]:
    """The parameters of the law that none of these meanings is, those first that a function can least do without."""
    taken = {family(meaning) for meaning in have}
    return [meaning for meaning in LAWS[law].own if meaning not in taken]


def family(meaning: str) -> str:
    """The covariance that it is a way to write; itself, if it is none."""
    stem, end = written(meaning)
    return f"cov{end}" if stem else meaning


def _ending(meaning: str, old: str, new: str) -> str:
    """With the other ending, if it is a mean or a covariance with this one."""
    stem = meaning[:-1]
    return stem + new if meaning[-1:] == old and (stem == "mean" or stem in SHAPES) else meaning


def _of_all(name: str) -> str:
    """What mu1 is one of: means; "" for what no component has."""
    found = MEANING.get(name, "")
    return found if found in ("weights", "means") or written(found)[1] == "s" else ""
