"""What the arguments of a plain function mean, by their names."""

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TABLE: dict[str, tuple[str, ...]] = {
    "x": ("x", "xt", "x_t", "xs", "y", "z", "point", "points"),
    "t": ("t", "time", "times", "ts", "tau"),
    "weights": ("pi", "pis", "pi_k", "w", "ws", "w_k", "weight", "weights", "probs", "props", "mixing"),
    "means": ("mu", "mus", "mu_k", "mean", "means", "m", "ms", "m_k", "loc", "locs", "centers", "centres"),
    "covs": ("Sigma", "Sigmas", "Sigma_k", "cov", "covs", "cov_k", "covariance", "covariances", "C", "Cs", "C_k", "S", "Ss", "S_k"),
    "vars": ("var", "vars", "variance", "variances", "sigma2", "sigma2s", "sigmas2", "sigma_sq", "s2"),
    "stds": ("std", "stds", "sd", "sigma", "sigmas"),
    "mean0": ("mu0", "mu_0", "m0", "m_0", "mean0", "mean_0", "loc0"),
    "cov0": ("Sigma0", "Sigma_0", "S0", "S_0", "C0", "C_0", "cov0", "cov_0", "covariance0"),
    "var0": ("var0", "var_0", "sigma02", "sigma0_2", "sigma2_0", "sigma0_sq", "variance0"),
    "std0": ("std0", "std_0", "sigma0", "sigma_0", "sd0"),
    "mean1": ("mu1", "mu_1", "m1", "m_1", "mean1", "mean_1", "loc1"),
    "cov1": ("Sigma1", "Sigma_1", "S1", "S_1", "C1", "C_1", "cov1", "cov_1", "covariance1"),
    "var1": ("var1", "var_1", "sigma12", "sigma1_2", "sigma2_1", "sigma1_sq", "variance1"),
    "std1": ("std1", "std_1", "sigma1", "sigma_1", "sd1"),
    "cross": ("cross", "cross_cov", "X", "Sigma01", "Sigma_01", "S01", "C01", "cov01"),
    "k": ("k", "component"),
}
MEANING = {name: ours for ours, names in TABLE.items() for name in names} | {ours: ours for ours in TABLE}
ONE_END = {"means": "mean1", "covs": "cov1", "vars": "var1", "stds": "std1"}
SCALARS = {"vars", "stds", "var0", "std0", "var1", "std1"}
GROUPS = {"mu": "means", "m": "means", "mean": "means", "loc": "means", "w": "weights", "pi": "weights"}
GROUPS |= {"Sigma": "covs", "cov": "covs", "C": "covs", "S": "covs", "var": "vars", "sigma": "stds", "std": "stds"}


@dataclass(frozen=True)
class Arguments:
    """For each parameter of the function: its name, what it means, and the component (-1: all of them)."""

    each: tuple[tuple[str, str, int], ...]
    positional: frozenset[str]

    @property
    def meanings(self) -> frozenset[str]:
        return frozenset(meaning for _, meaning, _ in self.each)


def read(f: Any, law: str, swapped: bool, rename: Mapping[str, str] | None = None) -> Arguments:
    """The arguments of f. TypeError: a name that is in no table, or no names at all."""
    each, unknown, rename = [], [], rename or {}
    parameters = inspect.signature(f).parameters.values()
    for p in parameters:
        if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD):
            raise TypeError(f"{_called(f)} takes *{p.name}: name its arguments, so that they can be told apart")
        meaning, k = _meaning(rename.get(p.name, p.name), law, swapped)
        if meaning:
            each.append((p.name, meaning, k))
        elif p.default is p.empty:
            unknown.append(p.name)
    if unknown:
        table = "; ".join(f"{ours}: {', '.join(names)}" for ours, names in TABLE.items())
        raise TypeError(
            f"{_called(f)} has arguments of unknown meaning: {', '.join(unknown)}. "
            f"Give rename={{{unknown[0]!r}: ...}}, a default, or one of these names. {table}"
        )
    return Arguments(tuple(each), frozenset(p.name for p in parameters if p.kind is p.POSITIONAL_ONLY))


def needs(a: Arguments, law: str, fixed: bool) -> frozenset[str]:
    """What a function assumes of the law by not asking for it; nothing where it is called with the parameters of one law."""
    if fixed:
        return frozenset()
    have = {_family(m) for m in a.meanings}
    if not have & {"mean1", "cov1", "means", "covs", "mean0", "cov0"}:
        raise TypeError(
            "the function takes no parameters of the law: give them, parameters={'weights': ..., 'means': ..., 'covs': ...}"
        )
    found = _needs_of_source(have) | (_needs_of_mixture(a, have) if law in ("mixture", "line") else _needs_of_end(law, have))
    return frozenset(found | ({"d=1"} if a.meanings & SCALARS or law == "line" else set()))


def _needs_of_source(have: set[str]) -> set[str]:
    assumed = {(): {"standard source"}, ("cov0",): {"centred source"}, ("mean0",): {"white source"}}
    return assumed.get(tuple(sorted(have & {"mean0", "cov0"})), set())


def _needs_of_mixture(a: Arguments, have: set[str]) -> set[str]:
    out = set() if "means" in have else {"centred data"}
    components = [k for _, _, k in a.each if k >= 0]
    if components:
        return out | {f"K={1 + max(components)}"}
    if "weights" in have:
        return out
    several = any(meaning == "k" or (name.endswith("s") and meaning in ONE_END) for name, meaning, _ in a.each)
    return out | {"equal weights" if several else "K=1"}


def _needs_of_end(law: str, have: set[str]) -> set[str]:
    """Of a Gaussian pair, or of optimal transport."""
    out = {"independent"} if law == "gaussian" and "cross" not in have else set()
    return out | ({"centred data"} if "mean1" not in have and "cov1" in have else set())


def _meaning(name: str, law: str, swapped: bool) -> tuple[str, int]:
    mixed = law in ("mixture", "line")
    found = MEANING.get(name, "")
    if mixed:
        if found == "cross":
            return ("x", -1) if name == "X" else ("", -1)
        if swapped:  # their letter 1 is the source, their letter 0 the data
            other = {"mean1": "mean0", "cov1": "cov0", "var1": "var0", "std1": "std0"}
            data = {"mean0": "means", "cov0": "covs", "var0": "vars", "std0": "stds"}
            return other.get(found) or data.get(found, found), -1
        match = re.fullmatch(r"([A-Za-z]+)_?([1-9])", name)
        if match and match[1] in GROUPS and (not found or found.endswith("1")):
            return GROUPS[match[1]], int(match[2]) - 1
        return found, -1
    return ("", -1) if found == "weights" else (ONE_END.get(found, found), -1)


def _family(meaning: str) -> str:
    return meaning.replace("vars", "covs").replace("stds", "covs").replace("var", "cov").replace("std", "cov")


def _called(f: Any) -> str:
    return getattr(f, "__name__", "the function")
