"""Proof by symbols: the derivation less its reference vanishes for all parameters, in small dimensions."""

from verify.claim import Outcome, Regime, Test
from verify.derivations import cases
from verify.derivations.parameters import impose
from verify.derivations.spent import spent
from verify.derivations.statement import Derivation
from verify.evidence import decide as decide_by
from verify.files.packages import raised
from verify.record import Finding
from verify.regimes import operands
from verify.regimes.laws import LAWS
from verify.regimes.symbolic import names_of, symbolic
from verify.residuals import equals


def prove(d: Derivation, deadline: float, seed: int) -> tuple[list[tuple[str, Finding]], str]:
    """What symbols find in each size, smallest first, and why they stopped early, if they did."""
    found: list[tuple[str, Finding]] = []
    for size in sizes(d.law, d.needs):
        left = deadline - spent()
        if left <= 0:
            return found, "no time was left for more symbols"
        regime = all_parameters(d.law, *size, d.needs)
        finding = decide(d, regime, seed)
        found.append((regime.about, finding))
        if finding.outcome is not Outcome.HOLDS:
            return found, f"symbols, {regime.about}: {finding.witness}"
    return found, "" if found else "symbols have no case of this size"


def sizes(law: str, needs: frozenset[str]) -> list[tuple[int, int]]:
    allowed = set(cases.sizes(law, needs))
    return [s for s in LAWS[law].proved if s in allowed]


def decide(d: Derivation, regime: Regime, seed: int) -> Finding:
    try:
        return decide_by(Test("symbols", equals(d.reference), (regime,)), d.formula, regime, seed)
    except Exception as e:
        nan, why = float("nan"), raised(e)
        return Finding(
            outcome=Outcome.UNDECIDED, measure=nan, bound=nan, unit="", scope=regime.about, arithmetic="symbols", witness=why
        )


def all_parameters(law: str, d: int, K: int, needs: frozenset[str] = frozenset()) -> Regime:
    """All parameters of the law as symbols, within `needs`; covariances that commute are diagonal ones."""
    if "commuting" in needs:
        needs = needs - {"commuting"} | {"diagonal"}
    own = {name: operands.names(name, d) for name in operands.taken(needs)}
    names = impose(needs, names_of(law, d, K, independent="independent" in needs) | own)
    size = f"d={d}, K={K}" if LAWS[law].mixed else f"d={d}"
    more = ", diagonal covariances" if LAWS[law].diagonal and d > 1 else LAWS[law].drawn.about(own) if LAWS[law].drawn else ""
    about = f"all parameters in {size}{more}"
    return symbolic(law, names, f"symbols {size}", about)
