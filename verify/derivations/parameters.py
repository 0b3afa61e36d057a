"""Exact parameters of laws: simple ones by size and step, random ones, and any of them made to obey an assumption."""

from fractions import Fraction as F
from random import Random
from typing import Any

Parameters = dict[str, Any]


def impose(needs: frozenset[str], p: Parameters) -> Parameters:
    """The parameters, changed as little as it takes to satisfy `needs`."""
    p, d = dict(p), len(p["mean0"])
    if needs & {"standard source", "centred source"}:
        p["mean0"] = [0] * d
    if needs & {"standard source", "white source"}:
        p["cov0"] = scaled(d, 1)
    if "isotropic source" in needs:
        p["cov0"] = scaled(d, p["cov0"][0][0])
    many = "covs" in p
    mean, cov = ("means", "covs") if many else ("mean1", "cov1")
    for need, change in (
        ("isotropic data", lambda C: scaled(d, C[0][0])),
        ("commuting", lambda C: aligned(p["cov0"], C)),
        ("diagonal", diagonal),
    ):
        if need in needs and cov in p:
            p[cov] = [change(C) for C in p[cov]] if many else change(p[cov])
    if "diagonal" in needs:
        p["cov0"] = diagonal(p["cov0"])
    if "centred data" in needs:
        p[mean] = [[0] * d for _ in p[mean]] if many else [0] * d
    if "shared covariance" in needs and many:
        p[cov] = [p[cov][0]] * len(p[cov])
    if "equal weights" in needs and many:
        p["weights"] = [F(1, len(p["weights"]))] * len(p["weights"])
    return p


def rung(law: str, d: int, K: int, step: int) -> Parameters:
    """Step 0: all covariances I, source N(0, I); 1: other data covariances; 2: another source; 3: full matrices."""
    means = [[(1, -1, 2)[k % 3] if k % d == i else (step // 3) * (1 - k) for i in range(d)] for k in range(K)]
    covs = [scaled(d, 1) if step == 0 else _plain(d, (4, 1, F(1, 4))[k % 3], step == 3, k) for k in range(K)]
    weights = {1: [1], 2: [F(1, 4), F(3, 4)], 3: [F(1, 2), F(1, 8), F(3, 8)]}.get(K) or _weights(K)
    mean0 = [0] * d if step < 2 else [1 - 2 * (i % 2) for i in range(d)]
    cov0 = scaled(d, 1) if step < 2 else _plain(d, F(9, 4) if step == 3 else 4, step == 3, 2)
    if step == 2 and d > 1:
        cov0 = [[(1 + 3 * i if i == j else 0) for j in range(d)] for i in range(d)]
    return _of_kind(law, weights if step else _weights(K), means, covs, mean0, cov0)


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
        return [[(c + (i if full else 0) if i == j else 0) for j in range(d)] for i in range(d)]
    side = (F(1, 2), F(-1, 4), F(-1, 2))[turn % 3] * min(c, 1)
    return [[c + (i + turn) % d if i == j else side if abs(i - j) == 1 else 0 for j in range(d)] for i in range(d)]


def _spd(d: int, random: Random) -> list[list[F]]:
    """L L^T, L lower triangular in quarters."""
    L = [[F(random.randint(-4, 4) if j < i else random.randint(2, 6) if i == j else 0, 4) for j in range(d)] for i in range(d)]
    return [[sum((a * b for a, b in zip(p, q, strict=True)), F(0)) for q in L] for p in L]


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
