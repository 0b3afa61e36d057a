"""curve.png and samples.png of a training. Pictures made from images go to folders outside this repository only."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from learned.data import Images
from learned.files.atomic import write_whole
from learned.preset import Preset
from learned.train.checkpoint import ADVICE
from learned.train.objective import SAMPLES, field, stream

REPOSITORY = Path(__file__).resolve().parents[2]


def curve(path: Path, rows: Sequence[Mapping[str, Any]], floor: float | None, title: str) -> None:
    """The loss over the steps, its running mean, and the floor below which no field can come."""
    figure, axes = _figure(7, 4)
    steps, loss = ([row[key] for row in rows] for key in ("step", "loss"))
    axes.plot(steps, loss, color="#9db8d2", linewidth=0.8, label="loss")
    if len(loss) >= 20:
        k = len(loss) // 20
        axes.plot(steps[k - 1 :], np.convolve(loss, np.ones(k) / k, "valid"), color="#1f4e79", label=f"mean of {k} rows")
    if floor is not None:
        axes.axhline(floor, color="#b03030", linestyle="--", linewidth=1, label="floor, closed form")
    axes.set(xlabel="step", ylabel="loss", title=title)
    if min(loss) > 0 and max(loss) > 4 * min(loss):
        axes.set_yscale("log")
    axes.legend()
    _save(figure, path)


def samples(path: Path, preset: Preset, data: Any, network: torch.nn.Module) -> str | None:
    """A grid of generated images, or points over the data's. Returns why nothing was drawn, or None."""
    if isinstance(data, Images) and path.resolve().is_relative_to(REPOSITORY):
        return f"no pictures of {data.name} inside the repository: give a folder outside of it to see samples"
    if isinstance(data, Images):
        x = generate(preset, network, 64, data.shape).numpy()
        _grid(path, (x - data.black) / (1 - data.black), preset.name)
        return None
    shape = tuple(data.shape)
    if len(shape) != 1:
        return f"samples of shape {shape} have no picture"
    if not hasattr(data, "sample"):
        return "pairs have no samples of their own"
    made, true = generate(preset, network, 2000, shape).numpy(), data.sample(2000, stream(preset.seed, SAMPLES, 1)).numpy()
    _points(path, made, true, f"{preset.name}: 2000 points each")
    return None


def _points(path: Path, made: np.ndarray, true: np.ndarray, title: str) -> None:
    """Histograms of points (n, 1), else the first two coordinates of (n, d)."""
    figure, axes = _figure(6, 5)
    if true.shape[1] == 1:
        bins = np.histogram_bin_edges(np.concatenate([made, true]), 40)
        axes.hist(true[:, 0], bins, density=True, color="#cccccc", label="data")
        axes.hist(made[:, 0], bins, density=True, histtype="step", color="#1f4e79", label="generated")
    else:
        axes.scatter(*true[:, :2].T, s=4, color="#bbbbbb", label="data")
        axes.scatter(*made[:, :2].T, s=4, color="#1f4e79", alpha=0.6, label="generated")
        axes.set_aspect("equal")
    axes.set_title(title)
    axes.legend()
    _save(figure, path)


@torch.no_grad()
def generate(preset: Preset, network: torch.nn.Module, n: int, shape: tuple[int, ...], steps: int = 50) -> torch.Tensor:
    """x(1) from x(0) ~ N(0, I) along the learned velocity, by the midpoint rule."""
    device = next(network.parameters()).device
    x, h = torch.randn(n, *shape, generator=stream(preset.seed, SAMPLES)).to(device), 1 / steps
    for i in range(steps):
        first = i + 0.5 if preset.loss.target == "x0" and i == 0 else i  # the noise alone says nothing at t = 0
        middle = x + h / 2 * field(preset.loss.target, network, x, first * h)
        x = x + h * field(preset.loss.target, network, middle, (i + 0.5) * h)
    return x.cpu()


def _grid(path: Path, x: np.ndarray, title: str) -> None:
    """Of images with pixels from 0 to 1."""
    N, C, H, W = x.shape
    rows = int(N**0.5)
    tiles = np.clip(x[: rows * rows], 0, 1).reshape(rows, rows, C, H, W)
    tiles = tiles.transpose(0, 3, 1, 4, 2).reshape(rows * H, rows * W, C)
    figure, axes = _figure(7, 7.3)
    axes.imshow(tiles[..., 0] if C == 1 else tiles, cmap="gray" if C == 1 else None, vmin=0, vmax=1)
    axes.set_title(f"{title}: generated, midpoint rule, 50 steps")
    axes.axis("off")
    _save(figure, path)


def _figure(width: float, height: float) -> tuple[Any, Any]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=110, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.subplots()


def _save(figure: Any, path: Path) -> None:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    write_whole(path, buffer.getvalue(), ADVICE)
