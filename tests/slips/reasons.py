"""Why the sentence of a claim does not depend on a slip that changes its numbers; which slips change nothing that is claimed."""

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
    Rule("FX-18d", ("brenier.bures_map",), "true of any linear map; that A is the optimal one is FX-18", ("S0 and S1 exchanged",)),
    Rule("FX-18e", ("brenier.bures_distance2", "brenier.distance2"), ROOM),
    Rule("CD-5.3m", ("line._law",), ROOM),
    Rule("FX-5q", ("mixture.log_density",), STEERS, ("mix.m doubled",)),
    Rule("PX-6b-amended", ("proximal.eigenvalue",), ROOM),
    Rule("PX-10", ("manifold.", "proximal."), ROOM),
    Rule(
        "CD-0 CD-4.4 CD-4.6 CD-4.6s CD-4.10 CD-6.2n FX-9 FX-9j FX-17 FX-17j FX-33b FX-35l FX-35n FX-50 FX-50p FX-50t PX-5 PX-9j",
        ("path.linear",),
        RATES,
        DB,
    ),
    Rule("FX-7v FX-8 FX-38 FX-38m FX-35d FX-35p FX-35r FX-35y RF-3m", ("path.",), PATH),
    Rule(
        "FX-36 FX-36a FX-36c FX-36g FX-36p FX-36s FX-35a FX-37 FX-37d FX-37f FX-37g FX-37l FX-37m FX-37n FX-37s FX-37v",
        ("path.",),
        PATH,
    ),
    Rule(
        "FX-33c", ("path.trigonometric",), "true for whatever a the path has: the sentence is about a' and b'", ("off by 1e-9: a",)
    ),
    Rule("PX-1 PX-2", ("line.", "atoms.", "manifold._length"), ANOTHER),
    Rule("PX-1 PX-2 PX-2j PX-3 PX-5 PX-6 PX-6c PX-6d-amended", ("manifold.positive",), ANOTHER),
    Rule("PX-3", ("atoms._one", "atoms.atoms"), ANOTHER),
    Rule("PX-5e", ("proximal.quadratic",), ANOTHER),
    Rule("RF-1b RF-1j", ("coupling.lines",), ANOTHER),
    Rule("RF-1j", ("coupling.drift",), SHIFT, ("law.m1 doubled", "divided")),
    Rule("CD-5.2j", ("brenier.exponential_drift", "brenier.mean"), SHIFT, ("pair.m0", "sign: mean", "off by 1e-9: (1 - t)")),
    Rule("RF-13a RF-14b", ("coupling.turned",), ANOTHER),
    Rule("RF-1e", ("coupling.",), ROOM, ("off by 1e-9",)),
    Rule("RF-7", ("crossing.passing_chance",), "as the distance tends to 0 its scale does not enter", ("D and A exchanged",)),
    Rule("RF-9a", ("crossing.pairs",), ANOTHER),
    Rule("RF-10c RF-11a RF-11b RF-12", ("crossing.reflection",), ANOTHER),
    Rule("FX-17 FX-17d FX-23 RF-7m RF-17", ("gaussian.deterministic",), ANOTHER),
    Rule("RF-7m", ("gaussian.joint",), ANOTHER),
    Rule("RF-17", ("gaussian.flow_matrix",), "the map of its coupling is made by it: any map will do whose lines do not meet"),
    Rule(
        "FX-9 FX-9j FX-9m FX-9r FX-9s FX-40g FX-40h FX-40i FX-40l",
        ("interpolant._level", "interpolant.bridge", "interpolant.constant"),
        ANOTHER,
    ),
    Rule("FX-40h FX-40m FX-43b FX-43m", ("path.linear",), RATES, DB),
    Rule("FX-9 FX-40h FX-40l FX-40m FX-40n FX-40s FX-40v", ("path.trigonometric",), PATH),
    Rule("FX-40g FX-40i", ("conditional._across",), "of noise at a level c g the velocity is the same", ("off by 1e-9",)),
    Rule("FX-12s FX-40s", ("mixture.log_density",), "what does not depend on x has no slope", ("determinant",)),
    Rule(
        "FX-43a", ("states.", "path."), "true of whatever posterior and chances: only what is lost, or a negative chance, is seen"
    ),
    Rule("FX-43x", ("states._schedule",), PATH),
    Rule("FX-43x", ("states.states",), ANOTHER),
    Rule(
        "FX-43 FX-43c FX-43g FX-43o FX-43s",
        ("states.conditional", "states.probabilities"),
        "the equation is linear: the law times a number solves it too; what the law is, FX-43d says",
        ("off by 1e-9",),
    ),
    Rule("FX-41 FX-41d", ("bridge.bridge",), ANOTHER),
    Rule("FX-41d", ("interpolant.sde_drift",), "the backward drift is straight too", ("sign",)),
    Rule("FX-42 FX-42a FX-42b FX-42c", ("entropic.entropic",), ANOTHER),
    Rule("FX-42e", ("entropic.Entropic.", "entropic.information", "entropic.value"), "the limits are those of other weights too"),
    Rule("FX-42b", ("entropic.Entropic.r",), "true of whatever r: which one it is, FX-42 says"),
    Rule("PX-7a", ("atoms.", "proximal.", "path."), CELL),
    Rule("PX-6 PX-6d-amended PX-9t", ("path.", "manifold.ball", "proximal._at", "proximal.slope"), LIMIT),
    Rule("PX-6c", ("manifold.", "proximal."), "an exponent, which no factor and no other starting point changes"),
    Rule("RF-16a", ("line._law",), LIMIT),
    Rule("CD-4.11", ("mixture.conditional",), "at t = 0 all S_k are S0, at t = 1 all that is left is x - m0", ("determinant",)),
    Rule("CD-5.1", ("gaussian.moments", "gaussian.flow"), "a shift of the flow map has no slope"),
    Rule(
        "FX-18d",
        ("brenier.Transport.A", "brenier.bures_map"),
        "true of whatever A: which one it is, CD-5.2a says",
        ("off by 1e-9",),
    ),
    Rule("FX-34 FX-34a FX-34b FX-34e FX-34f FX-34r FX-34s FX-34t", ("gaussian.deterministic", "gaussian.joint"), ANOTHER),
    Rule("FX-34b FX-34c FX-34p FX-34q FX-34t", ("path.",), PATH),
    Rule("FX-34b", ("gaussian.moments", "gaussian.flow"), SHIFT, ("pair.m0 doubled", "pair.m1 doubled", "term dropped: moments")),
    Rule("FX-34f", ("gaussian.flow_matrix",), "then all particles end in one point, which is kept too", ("term dropped: b",)),
    Rule("FX-34s", ("gaussian.", "line.", "path.", "mixture.log_density"), "two steps of any flow are one"),
    Rule("FX-34t", ("gaussian.", "line."), "true for whatever flow: at the mean of x_t' the target is u"),
    Rule("FX-34c", ("line._log", "line._law"), "true for whatever D: that it is the Jacobian of the flow, FX-34b says"),
    Rule("FX-34c", ("two_times._pair_",), "nothing, of the shape of x, which has no zeros here", ("divided: 0 *",)),
    Rule("FX-37f", ("mixture.conditional",), ANOTHER, ("mix.m0 doubled", "determinant to the power 1/3")),
    Rule("FX-34l", ("line._log_tail", "line._law"), "where the data are reached the velocity is x - m0, by whatever flow"),
    Rule("FX-34r", ("gaussian._points",), "it is asked at another point, where it is true too", ("off by 1e-9",)),
    Rule("FX-34a", ("two_times._pair_jacobian", "two_times.flow_jacobian"), "the total derivative has D v - D v: D cancels"),
    Rule("FX-23", ("gaussian.flow",), "another particle of the same flow", ("term dropped",)),
    Rule(
        "CD-5.2b CD-5.2e CD-5.2f",
        ("brenier.Transport.", "brenier.bures_map"),
        "true of e^(tL) for any L: which one it is, CD-5.2a says",
    ),
    Rule("CD-5.2f", ("brenier.exponential_matrix",), "true of m(t) + Y (x - m0) for any matrix Y"),
    Rule("FX-47v FX-47e FX-48e", ("path.",), PATH),
    Rule("FX-47t", ("causal_flows.", "gaussian.", "knothe."), "printed to five digits: 1e-9 is below the last", ("off by 1e-9",)),
    Rule(
        "FX-45x",
        ("scm.effects", "scm.correlation", "scm.partial_correlation", "scm._correlation"),
        "whether a correlation is 0 no factor changes, nor the signs of all weights",
        ("off by 1e-9", "multiplied", "sign"),
    ),
    Rule("CD-6.2a CD-6.2n", ("mixture.",), "printed to three or four digits: 1e-9 is below the last", ("off by 1e-9",)),
)


def rule_of(function: str, slip: str, claim: str) -> Rule | None:
    return next((rule for rule in RULES if rule.fits(function, slip, claim)), None)


def reason(function: str, slip: str, claim: str) -> str:
    """Empty where there is none."""
    return rule.why if (rule := rule_of(function, slip, claim)) else ""


def same(function: str, slip: str) -> str:
    """Why a slip that no claim notices changes nothing that is claimed; empty where nothing says so."""
    return next((why for why, functions in SAME.items() if any(f"{function}, {slip}".startswith(f) for f in functions)), "")


SAME = {
    "the same matrix: it is symmetric": (
        "brenier.exponential_covariance, not transposed: Y.T",
        "chains.after, transposed: ij,jk,lk->il",
        "disentanglement._products, transposed: ki,kj->ij",
        "empirical.jacobian, transposed",
        "estimator._weighted, transposed",
        "gaussian.deterministic, transposed: ij,jk->ik",
        "guidance.tilted, not transposed: P.T",
        "interpolant.residual_covariance, transposed",
        "interventions.counterfactual_given, transposed: ij,jk,lk->il",
        "mixture.denoiser_covariance, transposed",
        "mixture.moments, transposed",
        "mixture.residual_covariance, transposed",
        "mixture.score_jacobian, transposed",
        "observed._guessed, transposed: pi,...ij,qj->...pq",
        "observed.compose, not transposed: L.T",
        "scm.covariance, transposed",
        "two_times.target_covariance, transposed",
    ),
    "the same: a commutator vanishes with either sign": ("guidance.guided_flow_matrix, G and H exchanged",),
    "the same number: both ends enter alike": (
        "brenier.bures_distance2, S0 and S1 exchanged",
        "brenier.geometric_mean, S0 and S1 exchanged",
        "frechet.distance2, S0 and S1 exchanged",
        "floors.correlated_floor, s0 and s1 exchanged",
        "straightness._widths, s0 and s1 exchanged",
        "straightness.bending_energy, s0 and s1 exchanged",
        "weights.least_noise, s0 and s1 exchanged",
    ),
    "the same: a mean is asked for its length, or its shape": (
        "causal_flows.clamped_slope, pair.m0 doubled",
        "coupling._matrix, law.m0 doubled",
        "coupling.jacobian, law.m0 doubled",
        "entropic.Entropic.C, self.m0 doubled",
        "entropic.information, law.m0 doubled",
        "gaussian.joint, pair.m1 doubled",
    ),
    "the same: one polynomial more than is used": ("estimator._hermite, term dropped: 1",),
    "the same root: the slope steers the search, the root is enclosed": (
        "line._solve, ",
        "manifold.segment, off by 1e-9: s + density",
    ),
    "the same root: its terms tell how far rounding reaches": ("manifold.segment, term dropped: density(y)",),
    "in a check of what rounding would hide: what claims look at passes it": ("line._resolved, ",),
    "the same integral to its error: how far the rule reaches": ("estimator.expectation, mix.m0 doubled",),
    "the size of a tolerance in floats, where the formula raises: what is compared here is exact": (
        "crossing._size, off by 1e-9",
        "crossing._vanishes, divided",
    ),
    "beyond 2^23 weights only, which tests reach and no claim": ("empirical._over, ",),
    "nothing, of the shape of the locations": ("nodes.over, divided: 0 * f",),
    "the same: a unit's latent is found and kept, whatever source it comes from": ("nodes._of, noise.m0 doubled",),
    "in a check that both laws have one source": ("nodes.counterfactual, a and b exchanged",),
    "nothing, of the shape of t": ("path.edm, divided: 0 * t",),
    "nothing, of the shape of x": ("gaussian.divergence, divided: 0 *", "two_times._pair_covariance, divided: 0 *"),
    "nothing, of the shape of the means": ("directions.score_jvp, law.m doubled",),
    "the same along a basis: a Hessian is symmetric; tests take other vectors": ("directions.score_jvp, transposed",),
    "the same: both ends have one mean, whichever": ("entropic._twice, law.m0 doubled",),
    "nothing, in the numbers at hand": ("frechet.overlap, off by 1e-9: 0 * ar.einsum", "scm.model, divided: 0 * V"),
    "the same quotient: a factor of the map cancels": ("causal_flows._map, off by 1e-9: T",),
    "the same rank: it is exact where claims look, and tests look at floats": (
        "frechet._known, ",
        "frechet._noise, ",
        "frechet.overlap, 3 for 2",
    ),
    "in a check of what comes in: which points are the same": ("empirical._twice, ",),
}
