"""What a function assumes of the law by what it does not ask for."""

from verify.derivations.stating.argument_names import Arguments
from verify.derivations.stating.covariance_forms import assumed
from verify.derivations.stating.known_names import GIVEN, family
from verify.regimes.laws import LAWS


def needs(
    a: Arguments,
    law: str,
    fixed: bool,
    exchanged: bool = False,
    told: bool = True,
    several: bool = False,
    operands: bool = False,
    free_of: frozenset[str] = frozenset(),
    noise: bool = False,
) -> frozenset[str]:
    """What a function assumes of the law by not asking for it; nothing where it is called with the parameters of one law.

    What it is given may hold all of the law, if that is `told` by it: not by the scales of a path. But a function that asks for
    covariances of the data writes S_t out, and means N(0, I) where it asks for no source; so does one whose convention calls the
    source `noise`. `exchanged`: the letter 0 is the data.
    `several`: there are several components, whatever the names. `operands`: the quantity takes some, which may be all of the data.
    `free_of`: parameters that the quantity does not depend on.
    """
    if fixed:
        return frozenset()
    of_forms = frozenset(need for m in a.meanings if (need := assumed(m, exchanged)))
    have = {family(m) for m in a.meanings}
    have = {m[:-1] + str(1 - int(m[-1])) if m[-1:] in ("0", "1") else m for m in have} if exchanged else have
    if own := LAWS[law].drawn:
        return frozenset(need for parameter, need in own.NEEDS.items() if parameter not in have | free_of)
    if told and GIVEN in a.meanings:
        unasked = (noise or have & {"covs", "cov1"}) and not have & {"mean0", "cov0"}
        return of_forms | (_needs_of_source(have) if unasked else frozenset())
    if operands and not have & {"mean1", "cov1", "means", "covs"}:
        return of_forms | _needs_of_source(have)
    if not have & {"mean1", "cov1", "means", "covs", "mean0", "cov0"}:
        raise TypeError(
            "the function takes no parameters of the law: give them, parameters={'weights': ..., 'means': ..., 'covs': ...}"
        )
    found = _needs_of_source(have) | (_needs_of_mixture(a, have, several) if LAWS[law].mixed else _needs_of_end(law, have))
    return of_forms | found | {f"d={d}" for d in LAWS[law].dimensions}


def _needs_of_source(have: set[str]) -> set[str]:
    of_source = {(): {"standard source"}, ("cov0",): {"centred source"}, ("mean0",): {"white source"}}
    return of_source.get(tuple(sorted(have & {"mean0", "cov0"})), set())


def _needs_of_mixture(a: Arguments, have: set[str], several: bool) -> set[str]:
    """Components with one mean are hardly ever meant: means left out are forgotten, unless there is one component."""
    components = [k for _, _, k in a.read if k >= 0]
    if components:
        return {f"K={1 + max(components)}"}
    if "weights" in have:
        return set()
    several = several or any(
        meaning == "k" or (_plural(name) and family(meaning) in ("means", "covs")) for name, meaning, _ in a.read
    )
    return {"equal weights"} if several else {"K=1", *({"centred data"} if "means" not in have else set())}


def _plural(name: str) -> bool:
    return name.rstrip("_").endswith("s")


def _needs_of_end(law: str, have: set[str]) -> set[str]:
    """Of a Gaussian pair, or of optimal transport."""
    out = {"independent"} if LAWS[law].coupled and "cross" not in have else set()
    return out | ({"centred data"} if "mean1" not in have and "cov1" in have else set())
