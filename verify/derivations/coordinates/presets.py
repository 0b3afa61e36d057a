"""Conventions by name: what each is declared as. A name takes the parameters of its path: "vp(1/10, 20)".

Where x_t is data and noise by definition, a function that is given no parameter of the source means N(0, I), unless it is declared
to assume something else of it. A function of the law is given all of it.
"""

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from verify.derivations.coordinates.paths import NAMED
from verify.derivations.coordinates.paths import PATHS as PATHS

NOISE = {"noise": True}
REVERSED = {"time": "data at 0", "ends": "x0 is data"}


def _noised(path: str) -> dict[str, Any]:
    return {"path": path, "ends": "x0 is data"} | NOISE


@dataclass(frozen=True)
class Preset:
    says: str
    declared: dict[str, Any] = field(default_factory=dict)


PRESETS: dict[str, Preset] = {
    "flow matching": Preset("x_t = (1 - t) x0 + t x1, x1 the data; ours (Lipman et al. 2023, Liu et al. 2023)"),
    "noise at 1": Preset(
        "x_t = (1 - t) x0 + t noise, x0 the data; most image and video models, which call t sigma", REVERSED | NOISE
    ),
    "meanflow": Preset("z_t = (1 - t) x + t e, x the data (Geng et al. 2025)", REVERSED),
    "pi0": Preset("t A + (1 - t) noise, A the data (Black et al. 2024)", NOISE),
    "shifted": Preset("noise at 1 at the shifted time A t/(1 + (A - 1) t) (Esser et al. 2024)", _noised("shifted")),
    "edm": Preset("x = x0 + sigma noise, x0 the data, their time is sigma (Karras et al. 2022)", _noised("edm")),
    "ve": Preset("x0 + s_min (s_max/s_min)^t noise, x0 the data (Song et al. 2021)", _noised("ve")),
    "vp": Preset("e^(-B/2) x0 + sqrt(1 - e^-B) noise, x0 the data (Song et al. 2021)", _noised("vp")),
    "ddpm": Preset(
        "sqrt(alpha_bar) x0 + sqrt(1 - alpha_bar) noise, x0 the data; alpha_bar is e^-B of vp (Ho et al. 2020)", _noised("vp")
    ),
    "cosine": Preset("cos(pi t/2) x0 + sin(pi t/2) noise, x0 the data (Nichol and Dhariwal 2021)", _noised("cosine")),
}


def declared(name: str) -> dict[str, Any]:
    """The options that the name stands for. ValueError: it is none."""
    match = NAMED.fullmatch(name)
    if not match or match[1] not in PRESETS:
        near = get_close_matches(name, PRESETS, 1)
        said = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(map(repr, PRESETS))}"
        raise ValueError(f"convention={name!r} is no known one: {said}")
    found = PRESETS[match[1]].declared
    if match[2] is None:
        return found
    if found.get("path") not in PATHS:
        raise ValueError(f"convention={name!r}: {match[1]} has no parameters")
    return {**found, "path": f"{found['path']}({match[2]})"}
