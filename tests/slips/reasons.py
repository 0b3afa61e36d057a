"""Why the sentence of a claim does not depend on a slip that changes its numbers: the first rule that fits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """Of these claims, for slips in these functions (the beginnings of their names), and with these words if any are given."""

    claims: str
    functions: tuple[str, ...]
    why: str
    slips: tuple[str, ...] = ("",)

    def fits(self, function: str, slip: str, claim: str) -> bool:
        return claim in self.claims.split() and function.startswith(self.functions) and slip.startswith(self.slips)


ROOM = "an inequality with room: the numbers with the slip stay within the bound"
RATES = "true for whatever rates a', b' the path has: both sides are given the same"
PATH = "true for whatever a, b and rates a', b' the path has: both sides are given the same"
DB = ("off by 1e-9: 0 * t + 1", "sign: 1")  # b' of the linear path
ANOTHER = "it makes the law that is looked at: the sentence holds of the other law too"
CELL = "between atoms the guess of x1 is constant: neither its value nor its factor enters the derivative"
SHIFT = "a shift of the velocity has no slope"
STEERS = "a rate that only steers the search for the root"
LIMIT = "the limit does not depend on b', on the size of H or on the way to the end"

RULES = (
    Rule("CD-4.12a", ("gaussian.", "path."), ROOM),
    Rule("FX-11d FX-18", ("brenier._trace", "brenier.bures_distance2", "brenier.distance2"), ROOM),
    Rule("FX-26 FX-26d RF-20m", ("line.", "mixture.log_density"), ROOM),
    Rule("RF-20", ("gaussian.",), ROOM),
    Rule("FX-18e", ("brenier.bures_distance2", "brenier.distance2"), ROOM),
    Rule("CD-5.3m", ("line._law",), ROOM),
    Rule("CD-5.3m", ("mixture.score",), ROOM, ("off by 1e-9",)),
    Rule("CD-5.3c-amended", ("mixture.score", "line.flow_map", "line._law"), ROOM, ("off by 1e-9",)),
    Rule("CD-5.3c-amended", ("mixture.log_density",), ROOM, ("off by 1e-9", "determinant")),
    Rule("CD-5.3c-amended", ("mixture.conditional",), ROOM, ("weights",)),
    Rule("CD-5.3c-amended", ("line._log_odds",), ROOM, ("term dropped",)),
    Rule("CD-5.3m", ("line._solve",), STEERS, ("term dropped",)),
    Rule("PX-6b-amended", ("proximal.eigenvalue",), ROOM),
    Rule("PX-10", ("manifold.", "proximal."), ROOM),
    Rule("CD-0 CD-4.4 CD-4.6 CD-4.6s CD-4.10 CD-6.2n FX-9 FX-9j FX-17 PX-5", ("path.linear",), RATES, DB),
    Rule("FX-7v FX-8 RF-3m", ("path.",), PATH),
    Rule("PX-1 PX-2", ("line.", "atoms.", "manifold._length"), ANOTHER),
    Rule("PX-1 PX-2 PX-2j PX-3 PX-5 PX-6 PX-6c PX-6d-amended", ("manifold.positive",), ANOTHER),
    Rule("PX-5e", ("proximal.quadratic",), ANOTHER),
    Rule("RF-1 RF-1b RF-1j", ("coupling.lines",), ANOTHER),
    Rule("RF-1j", ("coupling.drift",), SHIFT, ("law.m1 doubled", "divided")),
    Rule("RF-13a", ("coupling.turned",), ANOTHER),
    Rule("RF-8 RF-9a", ("crossing.pairs",), ANOTHER),
    Rule("RF-10c RF-11a RF-11b RF-12", ("crossing.reflection",), ANOTHER),
    Rule("FX-17 FX-17d FX-23 RF-7m RF-17", ("gaussian.deterministic",), ANOTHER),
    Rule("RF-7m", ("gaussian.joint",), ANOTHER),
    Rule("RF-17", ("gaussian.flow_matrix",), "the map of its coupling is made by it: any map will do whose lines do not meet"),
    Rule("FX-9 FX-9j FX-9m FX-9r FX-9s", ("interpolant._level",), ANOTHER),
    Rule("PX-7a", ("atoms.", "proximal.", "path."), CELL),
    Rule("PX-6 PX-6d-amended PX-9t", ("path.", "manifold.ball", "proximal._at", "proximal.slope"), LIMIT),
    Rule("PX-6c", ("manifold.", "proximal."), "an exponent, which no factor and no other starting point changes"),
    Rule("RF-16a", ("line._law",), LIMIT),
    Rule("CD-4.11a", ("mixture.conditional",), "at t = 0 all S_k are S0, at t = 1 all that is left is x - m0", ("determinant",)),
    Rule("CD-5.1 CD-5.1b-amended", ("gaussian.moments", "gaussian.flow"), "a shift of the flow map has no slope"),
    Rule(
        "FX-18d",
        ("brenier.Transport.A", "brenier.bures_map"),
        "true of whatever A: which one it is, CD-5.2a says",
        ("off by 1e-9",),
    ),
    Rule("FX-23", ("gaussian.flow",), "another particle of the same flow", ("term dropped",)),
    Rule("RF-4a", ("gaussian.moments",), "at the peak D_t is zero: its factor does not enter", ("off by 1e-9: a * da",)),
    Rule(
        "CD-5.2b CD-5.2e CD-5.2f-amended",
        ("brenier.Transport.", "brenier.bures_map"),
        "true of e^(tL) for any L: which one it is, CD-5.2a says",
    ),
    Rule("CD-5.2f-amended", ("brenier.exponential_matrix",), "true of m(t) + Y (x - m0) for any matrix Y"),
    Rule("CD-6.2a CD-6.2n", ("mixture.",), "printed to three or four digits: 1e-9 is below the last", ("off by 1e-9",)),
)


def rule_of(function: str, slip: str, claim: str) -> Rule | None:
    return next((rule for rule in RULES if rule.fits(function, slip, claim)), None)


def reason(function: str, slip: str, claim: str) -> str:
    """Empty where there is none."""
    return rule.why if (rule := rule_of(function, slip, claim)) else ""
