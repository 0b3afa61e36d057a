"""The record of networks trained on faces: where the flows end, and where the exact fields of the same pairs end.

    own_i = |phi_1(x0_i) - x1_i|,   other_i = min_j |phi_1(x0_i) - x1_j|, j other than i,   near_i = min_j |x1_i - x1_j|
    gap_i = min over j and t in [0, 1] of |l_i(t) - l_j(t)|,   l_i(t) = (1 - t) x0_i + t x1_i

    python -m verify.suites.memorisation RUN ...        writes faces.json from the folders of the trainings (DRIFTPROOF_DATA)

Weights are not kept: the record has their checksum and the command that trains them. Nor is a face: distances only.
"""

import json
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from analytic import arithmetic, empirical
from learned import data, flow, model
from learned.files.atomic import write_whole
from learned.train.objective import TEST, stream
from verify.suites.common.elsewhere import CARD
from verify.suites.memorisation.kinds import RECORDED

FILE = Path(__file__).with_name("faces.json")
ACCURATE = 1e-4  # tolerance of dopri5, root mean square over pixels: 0.003 of distance at 768 of them
SOLVERS: tuple[dict[str, Any], ...] = (
    {"method": "euler", "steps": 11, "tolerance": None},
    {"method": "euler", "steps": 101, "tolerance": None},
    {"method": "dopri5", "steps": None, "tolerance": ACCURATE},
)
NOISES = (0.05, 1.0, 3.0, 10.0, 30.0)  # of the exact fields: that of the paper, and up to the distance of the source points
FRESH = 64  # sources that are no training sources
ABOUT = {"dtype": "float32", "fresh": FRESH, "solvers": list(SOLVERS), "noises": list(NOISES), "command": RECORDED}
Record = dict[str, Any]
Field = Callable[[Tensor, Any], Tensor]


def held() -> Record:
    """The record, whole; ValueError says what does not fit together, and the fix."""
    record: Record = json.loads(FILE.read_text(encoding="utf-8"))
    pairs = {p["checksum"]: p for p in record["pairs"]}
    for network in record["networks"]:
        name = network["preset"]
        if network["data_checksum"] not in pairs:
            raise ValueError(f"{FILE.name}: {name} was trained on pairs that the record has not: measure again, {RECORDED}")
        n = pairs[network["data_checksum"]]["n"]
        if any(len(ends[key]) != n for ends in network["ends"] for key in ("own", "other")):
            raise ValueError(f"{FILE.name}: {name} has not {n} distances a solver: measure again, {RECORDED}")
    return record


def record(folders: list[Path], old: Record | None = None, report: Callable[[str], None] = print) -> Record:
    """Of all these trainings, each in the place of the old record's of the same preset and seed, after those that it has besides.

    An old record with other settings is forgotten; what one with the same has of the same weights and pairs is not measured again.
    """
    same = old if old and old["about"] == ABOUT else {"pairs": [], "networks": []}
    networks, pairs = {_trial(n): n for n in same["networks"]}, {p["checksum"]: p for p in same["pairs"]}
    known = {n["weights_sha256"]: n for n in same["networks"]}
    for folder in folders:
        trained = model.load(folder)
        held = of_preset(trained)
        network = known.get(trained.card["weights_sha256"]) or _network(trained, held)
        networks[_trial(network)] = network
        pairs[held.checksum] = pairs.get(held.checksum) or of_pairs(held, trained.preset.data)
        report(f"{network['preset']}, seed {network['seed']}: {_told(network)}")
    used = {n["data_checksum"] for n in networks.values()}
    in_order = [networks[trial] for trial in sorted(networks)]
    return {"about": ABOUT, "pairs": [p for checksum, p in pairs.items() if checksum in used], "networks": in_order}


def _trial(network: Record) -> tuple[str, int]:
    return network["preset"], network["seed"]


def of_preset(trained: Any) -> data.Pairs:
    """The pairs that a network was trained on; ValueError where they are others here."""
    held = data.load(trained.preset.data)
    assert isinstance(held, data.Pairs)
    if held.checksum != trained.card["data_checksum"]:
        raise ValueError(f"{trained.preset.name} was trained on other pairs than those here: train it again")
    return held


def of_pairs(held: data.Pairs, spec: Any, noises: tuple[float, ...] = NOISES) -> Record:
    """What is known of the pairs without any network."""
    x0, x1 = (a.flatten(1).double() for a in (held.x0, held.x1))
    about = {"checksum": held.checksum, "n": len(x0), "d": x0.shape[1], "seed": spec["seed"], "size": spec["size"]}
    return about | {"gap": _short(gaps(x0, x1)), "near": _short(_others(x1, x1)), "fields": list(exact(x0, x1, noises))}


def gaps(x0: Tensor, x1: Tensor) -> Tensor:
    """gap_i (N,): |a + t (b - a)|^2 is least at t = -a.(b - a)/|b - a|^2, held to [0, 1], a and b the differences of the ends."""
    found = []
    for i in range(len(x0)):
        a, b = x0[i] - x0, x1[i] - x1
        c = b - a
        t = (-(a * c).sum(1) / (c * c).sum(1)).clamp(0, 1)
        away = (a + t[:, None] * c).norm(dim=1)
        away[i] = math.inf
        found.append(away.min())
    return torch.stack(found)


def noisy(x0: Tensor, x1: Tensor, sigma: float) -> Field:
    """E[x1 - x0 | (1 - t) x0 + t x1 + sigma z = x] of a pair drawn at random: sum_i w_i (x1_i - x0_i), of the least loss.

    w_i ~ exp(-|x - l_i|^2/(2 sigma^2)) are the weights of the cloud l_i/sigma at t = 1/2 and x/(2 sigma).
    """
    ar = arithmetic.torch(torch.float64)

    def v(x: Tensor, t: Any) -> Tensor:
        cloud = empirical.cloud(ar, ((1 - t) * x0 + t * x1) / sigma)
        w: Tensor = empirical.weights(cloud, 0.5, x / (2 * sigma))
        return w @ (x1 - x0)

    return v


def exact(x0: Tensor, x1: Tensor, noises: tuple[float, ...]) -> Iterator[Record]:
    """Where the exact fields carry the pairs' sources: of fixed pairs with noise; of the faces alone, with sources drawn anew."""
    for sigma in noises:
        yield from ({"sigma": sigma, **_counted(solver, end(noisy(x0, x1, sigma), x0, solver), x1)} for solver in SOLVERS)
    cloud = empirical.cloud(arithmetic.torch(torch.float64), x1)
    alone = end(lambda x, t: empirical.drift(cloud, t, x), x0, SOLVERS[1])
    yield {"sigma": None, **_counted(SOLVERS[1], alone, x1)}


def end(v: Field, x: Tensor, solver: Record) -> Tensor:
    """phi_1(x), flat, (N, d)."""
    how = {"steps": solver["steps"]} if solver["steps"] else {"rtol": solver["tolerance"], "atol": solver["tolerance"]}
    with torch.no_grad():
        y: Tensor = flow.integrate(v, x, method=solver["method"], **how)
    return y.flatten(1)


def ends(v: Field, x0: Tensor, x1: Tensor, seed: int, solver: Record) -> Record:
    """own and other (N,), and the mean distance of the ends of fresh sources from the nearest of all x1."""
    fresh = torch.randn(FRESH, *x0.shape[1:], generator=stream(seed, TEST))
    begun, N, x1 = time.perf_counter(), len(x0), x1.double().flatten(1)
    y = end(v, torch.cat([x0, fresh]), solver).double()
    found = {"own": _short((y[:N] - x1).norm(dim=1)), "other": _short(_others(y[:N], x1))}
    fresh_off = _mean(torch.cdist(y[N:], x1).min(1).values)
    return {**solver, **found, "fresh": fresh_off, "seconds": round(time.perf_counter() - begun, 1)}


def _others(y: Tensor, x1: Tensor) -> Tensor:
    """(N,): the distance of y_i to the nearest x1_j, j other than i."""
    away = torch.cdist(y, x1)
    return away.fill_diagonal_(math.inf).min(1).values


def _counted(solver: Record, y: Tensor, x1: Tensor) -> Record:
    """Of an exact field, which can be had again: how many pairs it reproduces, and the mean distances."""
    own, other = (y - x1).norm(dim=1), _others(y, x1)
    return {**solver, "hits": int((own < other).sum()), "own": _mean(own), "other": _mean(other)}


def _mean(a: Tensor) -> float:
    return round(float(a.mean()), 4)


def _network(trained: Any, held: data.Pairs) -> Record:
    preset = trained.preset
    about = {"preset": preset.name, "seed": preset.seed, "sigma": held.noise} | {key: trained.card[key] for key in CARD}
    return about | {"ends": [ends(trained.velocity, held.x0, held.x1, preset.data["seed"], solver) for solver in SOLVERS]}


def _short(a: Tensor) -> list[float]:
    return [float(f"{v:.5g}") for v in a.tolist()]


def _told(network: Record) -> str:
    shares = [sum(a < b for a, b in zip(e["own"], e["other"], strict=True)) for e in network["ends"]]
    return ", ".join(
        f"{s['method']} {s['steps'] or ''}: {k} of {len(network['ends'][0]['own'])}" for s, k in zip(SOLVERS, shares, strict=True)
    )


def write(found: Record) -> None:
    """Atomic; a line for each entry."""
    lines = [f'"about": {json.dumps(found["about"])}']
    for key in ("pairs", "networks"):
        entries = ",\n".join(map(json.dumps, found[key]))
        lines.append(f'"{key}": [\n{entries}\n]')
    write_whole(FILE, "{" + ",\n".join(lines) + "}\n")
