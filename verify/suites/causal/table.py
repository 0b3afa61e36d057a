"""How x_j moves with x_k, seen, done, and imagined of one unit, by each construction of a flow, certified in balls.

A construction has a law, that of m + M z, and a way to move x_k: the slope of x_j on x_k seen is that of its law, done that of its
way; a unit moves by its way too, z kept but for it. The filter conditions on the other variables, whatever is asked; a clamped
coordinate is given, so that no unit is abducted. Maps without a closed form are enclosed to 1e-7 (`routes.causal_ends`).
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from analytic import arithmetic, causal_flows, gaussian, interventions, knothe, scm
from analytic.path import linear
from verify.claim import Outcome, Regime
from verify.drawing.tables import Row
from verify.regimes import causes as regimes
from verify.routes import causal_ends
from verify.routes.causes import covariance, path_sums, solved
from verify.suites.causal.kinds import NO_LATENT, RIGHT, SEEING, Construction, Level
from verify.suites.causal.reading import Asked

BITS = 192
CERTAIN = 2.0**-100  # of an enclosure that holds 0: closed forms reach it, integrals do not
QUESTIONS: tuple[tuple[Regime, int, int], ...] = (  # a model, a variable k that is moved, a variable j that is looked at
    (regimes.NUMBERS[0], 1, 2),
    (regimes.NUMBERS[1], 1, 2),
    (regimes.NUMBERS[1], 2, 0),
    (regimes.NUMBERS[2], 0, 1),
    (regimes.TRIANGLE, 1, 2),
    (regimes.SIMPSON, 1, 2),
    (regimes.DIAMOND, 1, 3),
)
CLOSE = 1e-6  # of one that is as narrow as integrals are
Answers = dict[Level, Any]


def rows() -> list[Row]:
    return [row for regime, k, j in QUESTIONS for row in _rows(regime, k, j, f"{regime.name}: x{j} by x{k}")]


def answered(asked: Asked) -> list[Row]:
    """The same of a graph of one's own: how all others move with the variable that is set."""
    n, k, name = range(len(asked.nodes)), asked.k, asked.regime.name
    found = [row for j in n if j != k for row in _rows(asked.regime, k, j, f"{name}: {asked.nodes[j]} by {asked.nodes[k]}")]
    return [row for row in found if asked.imagined or row["level"] != Level.IMAGINE]


def _rows(regime: Regime, k: int, j: int, what: str) -> Iterator[Row]:
    ar = arithmetic.balls(BITS)
    with ar.scope():
        law = regime.law(ar)
        truth = true(law, k, j)
        for construction, answer in ANSWERS.items():
            found = answer(law, k, j)
            for level in Level:
                about = {"suite": "causal", "what": what, "level": level.value}
                yield about | {"construction": construction.value} | _cell(construction, level, truth[level], found.get(level))


def _cell(construction: Construction, level: Level, truth: Any, answer: Any) -> Row:
    """Right where theory says so is expected, and elsewhere only told."""
    if answer is None:
        return {"truth": _number(truth), "outcome": Outcome.UNDECIDED.value, "note": NO_LATENT}
    gap = answer - truth
    outcome = Outcome.REFUTED if not gap.contains(0) else Outcome.HOLDS if gap.abs_upper() < CERTAIN else Outcome.UNDECIDED
    if outcome is Outcome.UNDECIDED and not gap.abs_upper() < CLOSE:
        return {"truth": _number(truth), "outcome": outcome.value, "note": "its enclosure is too wide to tell"}
    found: Row = {"truth": _number(truth), "value": _number(answer), "error": _number(abs(gap)), "bound": CERTAIN}
    found |= {"outcome": outcome.value}
    told = construction in RIGHT or (construction in SEEING and level is Level.SEE)
    return found | ({"expected": Outcome.HOLDS.value} if told else {})


def _number(ball: Any) -> float:
    """Six digits of its centre, 0 where it holds 0 closely."""
    return float(f"{float(ball.mid()):.6g}") if not (ball.contains(0) and ball.abs_upper() < 1e-6) else 0.0


def true(law: Any, k: int, j: int) -> Answers:
    """By sums over paths, and by the equations of the unit one after the other."""
    S, u = covariance(law.model), law.x[0] - law.model.B @ law.x[0]
    unit = solved(law.model, u, k, law.value)[j]
    return {Level.SEE: S[j, k] / S[k, k], Level.DO: path_sums(law.ar, law.model.B)[j, k], Level.IMAGINE: unit}


def by_map(law: Any, M: Any, way: Any, k: int, j: int) -> Answers:
    """The law of M z; x moved by `way` times what x_k is moved."""
    S = M @ M.T
    unit = law.x[0, j] + way[j] * (law.value - law.x[0, k])
    return {Level.SEE: S[j, k] / S[k, k], Level.DO: way[j], Level.IMAGINE: unit}


def nodes(law: Any, k: int, j: int) -> Answers:
    of = knothe.fitted(law.ar, scm.mean(law.model), scm.covariance(law.model), _arrows(law))
    S = scm.covariance(of)
    done = [scm.mean(interventions.do(of, k, v))[j] for v in (1, 0)]
    unit = interventions.counterfactual(of, law.x, k, law.value)[0, j]
    return {Level.SEE: S[j, k] / S[k, k], Level.DO: done[0] - done[1], Level.IMAGINE: unit}


def triangular(turn: int) -> Callable[..., Answers]:
    def answer(law: Any, k: int, j: int) -> Answers:
        L = knothe.knothe(law.ar, scm.covariance(law.model), scm.causal_order(law.model)[::turn])
        return by_map(law, L, causal_flows.held(law.ar, L, k), k, j)

    return answer


def own(way: Callable[..., Any]) -> Callable[..., Answers]:
    """The symmetric root, in which latents are moved."""

    def answer(law: Any, k: int, j: int) -> Answers:
        S, ar = scm.covariance(law.model), law.ar
        I, none = ar.eye(len(S)), 0 * law.model.c
        M = gaussian.flow_matrix(gaussian.Pair(ar, none, I, none, S, 0 * S, linear), ar.array(1))
        return by_map(law, M, way(ar, M, k), k, j)

    return answer


def masked(law: Any, k: int, j: int) -> Answers:
    sees = [sorted({i, *np.flatnonzero(row).tolist()}) for i, row in enumerate(_arrows(law))]
    M = causal_ends.masked(scm.covariance(law.model), sees)
    return by_map(law, M, M[:, k] / M[k, k], k, j)


def clamped(law: Any, k: int, j: int) -> Answers:
    slope = causal_ends.clamped(scm.covariance(law.model), k)[j, -1]
    return {Level.SEE: slope, Level.DO: slope}


def filtered(law: Any, k: int, j: int) -> Answers:
    """The regression among draws in which all the others stand still."""
    others = [i for i in range(len(law.model.V)) if i not in (j, k)]
    C = scm.given(law.model, others, scm.mean(law.model)[others])[1] if others else scm.covariance(law.model)
    return {Level.SEE: C[j, k] / C[k, k], Level.DO: C[j, k] / C[k, k]}


def _arrows(law: Any) -> Any:
    return (law.model.B != 0).astype(int)


ANSWERS: dict[Construction, Callable[..., Answers]] = {
    Construction.NODES: nodes,
    Construction.TRIANGULAR: triangular(1),
    Construction.REVERSED: triangular(-1),
    Construction.OWN: own(causal_flows.held),
    Construction.LEAST: own(causal_flows.least_norm),
    Construction.MASKED: masked,
    Construction.CLAMPED: clamped,
    Construction.FILTER: filtered,
}
