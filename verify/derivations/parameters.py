"""Exact parameters of laws: simple ones by size and step, random ones, and any of them made to obey an assumption."""

from fractions import Fraction as F
from random import Random
from typing import Any

Parameters = dict[str, Any]


def impose(needs: frozenset[str], p: Parameters) -> Parameters:
    """The parameters, changed as little as it takes to satisfy `needs`."""
    p = _with_source(needs, dict(p))
    p = _with_components(needs, p) if "covs" in p else _with_end(needs, p)
    if "diagonal" in needs:
        p["cov0"] = diagonal(p["cov0"])
    return p


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
    means = [[(1, -1, 2)[k % 3] if k % d == i else (step // 3) * (1 - k) for i in range(d)] for k in range(K)]
    covs = [scaled(d, 1) if step == 0 else _plain(d, (4, 1, F(1, 4))[k % 3], step == 3, k) for k in range(K)]
    weights = {1: [1], 2: [F(1, 4), F(3, 4)], 3: [F(1, 2), F(1, 8), F(3, 8)]}.get(K) or _weights(K)
    mean0 = [0] * d if step < 2 else [1 - 2 * (i % 2) for i in range(d)]
    return _of_kind(law, weights if step else _weights(K), means, covs, mean0, _source(d, step))


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
    if law in ("mixture", "line"):
        return {"weights": weights, "means": means, "covs": covs, "mean0": mean0, "cov0": cov0}
    return {"mean0": mean0, "cov0": cov0, "mean1": means[0], "cov1": covs[0]}


def drawn(law: str, d: int, K: int, random: Random) -> Parameters:
    means = [[F(random.randint(-8, 8), 4) for _ in range(d)] for _ in range(K)]
    covs = [_spd(d, random) for _ in range(K)]
    return _of_kind(law, _weights(K, random), means, covs, [F(random.randint(-4, 4), 4) for _ in range(d)], _spd(d, random))


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


def _spd(d: int, random: Random) -> list[list[F]]:
    """L L^T, L lower triangular in quarters."""
    L = [[_quarters(i, j, random) for j in range(d)] for i in range(d)]
    return [[sum((a * b for a, b in zip(p, q, strict=True)), F(0)) for q in L] for p in L]


def _quarters(i: int, j: int, random: Random) -> F:
    """An entry of a lower triangular matrix with a diagonal of 1/2 or more."""
    if j > i:
        return F(0)
    return F(random.randint(2, 6) if i == j else random.randint(-4, 4), 4)


def _weights(K: int, random: Random | None = None) -> list[F]:
    """Multiples of 1/64 that sum to one; as equal as they can be unless drawn."""
    cuts = sorted(random.sample(range(1, 64), K - 1)) if random else [64 * k // K for k in range(1, K)]
    return [F(b - a, 64) for a, b in zip([0, *cuts], [*cuts, 64], strict=True)]


def scaled(d: int, c: Any) -> list[list[Any]]:
    return [[c if i == j else 0 for j in range(d)] for i in range(d)]


def diagonal(M: Any) -> Any:
    return [[e if i == j else 0 for j, e in enumerate(row)] for i, row in enumerate(M)]


def aligned(H: Any, C: Any) -> Any:
    """C_00 I + |C_01| H: positive definite, commutes with H."""
    b = abs(C[0][1]) if len(C) > 1 else 0
    return [[(C[0][0] if i == j else 0) + b * h for j, h in enumerate(row)] for i, row in enumerate(H)]
