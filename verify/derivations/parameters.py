"""Exact parameters of laws: simple ones by size and step, random ones, and any of them made to obey an assumption.

Random numbers need every bit of a float of `bits` bits: what rounds its inputs is seen. The entries of random covariances, products
of such numbers, leave a few bits free, so that a float holds their multiples and sums too.
"""

from fractions import Fraction as F
from math import ceil
from random import Random
from typing import Any

from verify.regimes import operands
from verify.regimes.laws import LAWS, drawn_by
from verify.regimes.numbers import every_bit as every_bit

Parameters = dict[str, Any]
EXCHANGED = "x0 is data"  # of the two ends of a pair: what is assumed of the source is assumed of the letter 1
SPARE = 8  # bits of a float that an entry of a random covariance leaves free: for its size, and its multiples by eighths


def impose(needs: frozenset[str], p: Parameters) -> Parameters:
    """The parameters, changed as little as it takes to satisfy `needs`."""
    if EXCHANGED in needs:
        return _exchanged(impose(needs - {EXCHANGED}, _exchanged(p)))
    own = drawn_by(p)
    p, d = own.imposed(needs, p) if own else _with_ends(needs, p), own.size(p) if own else len(p["mean0"])
    return p | {name: operands.simple(name, d, _turn(p)) for name in operands.taken(needs) if name not in p}


def _with_ends(needs: frozenset[str], p: Parameters) -> Parameters:
    p = _with_source(needs, dict(p))
    p = _with_components(needs, p) if "covs" in p else _with_end(needs, p)
    if "diagonal" in needs:
        p["cov0"] = diagonal(p["cov0"])
    return p


def _turn(p: Parameters) -> int:
    """Which of the simple values: another one where the source, or the model, is another."""
    if own := drawn_by(p):
        return int(own.turn(p))
    return int(sum(map(sum, p["cov0"])))


def _exchanged(p: Parameters) -> Parameters:
    """The letters 0 and 1 exchanged."""
    other = {"mean0": "mean1", "mean1": "mean0", "cov0": "cov1", "cov1": "cov0"}
    out = {other.get(name, name): value for name, value in p.items()}
    return out | ({"cross": [list(column) for column in zip(*p["cross"], strict=True)]} if "cross" in p else {})


def _with_source(needs: frozenset[str], p: Parameters) -> Parameters:
    d = len(p["mean0"])
    if needs & {"standard source", "centred source"}:
        p["mean0"] = [0] * d
    if needs & {"standard source", "white source"}:
        p["cov0"] = scaled(d, 1)
    if "isotropic source" in needs:
        p["cov0"] = scaled(d, p["cov0"][0][0])
    return p


def _with_components(needs: frozenset[str], p: Parameters) -> Parameters:
    """Of a mixture's data."""
    d, K = len(p["mean0"]), len(p["covs"])
    p["covs"] = [_covariance(needs, C, p["cov0"]) for C in p["covs"]]
    if "data at points" in needs:
        p["covs"] = [scaled(d, 0)] * K
    if "shared covariance" in needs:
        p["covs"] = [p["covs"][0]] * K
    if "centred data" in needs:
        p["means"] = [[0] * d] * K
    if "equal weights" in needs:
        p["weights"] = [F(1, K)] * K
    return p


def _with_end(needs: frozenset[str], p: Parameters) -> Parameters:
    """Of the one other Gaussian, whose covariance a deterministic coupling gives."""
    if "cov1" in p:
        p["cov1"] = _covariance(needs, p["cov1"], p["cov0"])
    if "centred data" in needs:
        p["mean1"] = [0] * len(p["mean0"])
    return p


def _covariance(needs: frozenset[str], C: Any, of_source: Any) -> Any:
    """Of the data."""
    if "isotropic data" in needs:
        C = scaled(len(C), C[0][0])
    if "commuting" in needs:
        C = aligned(of_source, C)
    return diagonal(C) if "diagonal" in needs else C


def rung(law: str, d: int, K: int, step: int) -> Parameters:
    """Step 0: all covariances I, source N(0, I); 1: other data covariances; 2: another source; 3: full matrices."""
    if own := LAWS[law].drawn:
        return dict(own.rung(d, step))
    means = [[(1, -1, 2)[k % 3] if k % d == i else (step // 3) * (1 - k) for i in range(d)] for k in range(K)]
    covs = [scaled(d, 1) if step == 0 else _plain(d, (4, 1, F(1, 4))[k % 3], step == 3, k) for k in range(K)]
    unequal = {1: [1], 2: [F(1, 4), F(3, 4)], 3: [F(1, 2), F(1, 8), F(3, 8)]}.get(K) or weights(K)
    mean0 = [0] * d if step < 2 else [1 - 2 * (i % 2) for i in range(d)]
    return _of_kind(law, unequal if step else weights(K), means, covs, mean0, _source(d, step))


def _source(d: int, step: int) -> list[list[Any]]:
    """The covariance of the source: I, then unequal axes, then a full matrix."""
    if step < 2:
        return scaled(d, 1)
    if step == 3:
        return _plain(d, F(9, 4), True, 2)
    if d == 1:
        return [[4]]
    return [[1 + 3 * i if i == j else 0 for j in range(d)] for i in range(d)]


def _of_kind(law: str, weights: Any, means: Any, covs: Any, mean0: Any, cov0: Any) -> Parameters:
    if LAWS[law].mixed:
        return {"weights": weights, "means": means, "covs": covs, "mean0": mean0, "cov0": cov0}
    return {"mean0": mean0, "cov0": cov0, "mean1": means[0], "cov1": covs[0]}


def drawn(law: str, d: int, K: int, random: Random, bits: int) -> Parameters:
    """Generic parameters: unequal axes, covariances that do not commute."""
    if own := LAWS[law].drawn:
        return dict(own.drawn(d, random, bits))
    means = [[2 * every_bit(random, bits) for _ in range(d)] for _ in range(K)]
    covs = [_spd(d, random, bits) for _ in range(K)]
    mean0 = [every_bit(random, bits) for _ in range(d)]
    return _of_kind(law, weights(K, random, bits), means, covs, mean0, _spd(d, random, bits))


def points(d: int, n: int) -> list[list[int]]:
    return [[0] * d, [1] + [0] * (d - 1), [(2, -1, 1)[i % 3] for i in range(d)]][:n]


def _plain(d: int, c: F | int, full: bool, turn: int) -> list[list[F | int]]:
    """c I, or with other entries next to the diagonal: `turn` decides which, and where the larger diagonal sits, so that those of
    a law, turns 0, 1, 2 of the data and 2 of the source, with c of their own, do not commute, in two dimensions neither."""
    if d == 1 or not full:
        return scaled(d, c)
    side = (F(1, 2), F(-1, 4), F(-1, 2))[turn % 3] * min(c, 1)
    M = [[side if abs(i - j) == 1 else 0 for j in range(d)] for i in range(d)]
    for i in range(d):
        M[i][i] = c + (i + turn) % d
    return M


def _spd(d: int, random: Random, bits: int) -> list[list[F]]:
    """L L^T, L lower triangular; its entries have so few bits that those of L L^T leave some of `bits` free."""
    fine = 2 ** max(1, (bits - SPARE) // 2)  # entries below 8 in quarters: five bits
    L = [[_of_triangle(i, j, d, random, fine) for j in range(d)] for i in range(d)]
    return [[sum((a * b for a, b in zip(p, q, strict=True)), F(0)) for q in L] for p in L]


def _of_triangle(i: int, j: int, d: int, random: Random, fine: int) -> F:
    """A multiple of 1/fine: in [1/2, 3/2] on the diagonal, within 2/d of zero below it."""
    if j > i:
        return F(0)
    reach = 2 * fine // d
    return F(random.randint(fine // 2, 3 * fine // 2) if i == j else random.randint(-reach, reach), fine)


def weights(K: int, random: Random | None = None, bits: int = 6) -> list[F]:
    """Multiples of 2^-bits that sum to one: as equal as multiples of 1/64 can be, or drawn, each above 1/64."""
    if random is None:
        cuts = [F(64 * k // K, 64) for k in range(1, K)]
    else:
        cuts = [F(2 * c, 64) + abs(every_bit(random, bits - 6)) / 64 for c in sorted(random.sample(range(1, 32), K - 1))]
    return [b - a for a, b in zip([F(0), *cuts], [*cuts, F(1)], strict=True)]


def alike(d: int, apart: F | int) -> list[list[F | int]]:
    """Ones, but `apart` less beside the diagonal, so that d - 1 eigenvalues are that; in one dimension the variance is."""
    if d == 1:
        return [[apart]]
    return [[1 if i == j else 1 - apart for j in range(d)] for i in range(d)]


def scaled(d: int, c: Any) -> list[list[Any]]:
    return [[c if i == j else 0 for j in range(d)] for i in range(d)]


def diagonal(M: Any) -> Any:
    return [[e if i == j else 0 for j, e in enumerate(row)] for i, row in enumerate(M)]


def aligned(H: Any, C: Any) -> Any:
    """C_00 I + b H, b a multiple of 1/8 next to |C_01|: positive definite, commutes with H, and a float holds it."""
    b = F(ceil(8 * abs(C[0][1])), 8) if len(C) > 1 else 0
    return [[(C[0][0] if i == j else 0) + b * h for j, h in enumerate(row)] for i, row in enumerate(H)]
