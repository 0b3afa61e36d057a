"""Figures: whole, and nothing of a page left white below them."""

from typing import Any

import pytest

from verify.drawing import style


def legend(ax: Any) -> None:
    for i in range(3):
        ax.plot([0, 1], [0, i], label=f"line {i}")
    ax.set(xlabel="x")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncol=2)


def square(ax: Any) -> None:
    ax.set(xlabel="x", aspect="equal")
    ax.imshow([[0, 1], [1, 0]])


@pytest.mark.parametrize("draw", [legend, square])
@pytest.mark.parametrize("n", [1, 2, 5])
def test_panels_reach_the_bottom_and_stay_inside(draw: style.Draw, n: int) -> None:
    with style.styled():
        fig = style.figure([draw] * n)
        box, height = fig.get_tightbbox(), fig.get_size_inches()[1]
    assert 0 <= box.y0 < 0.75 and box.y1 <= height and box.x0 >= 0  # inches; with the place of a legend it was 1.07
    rows = sorted({round(ax.get_tightbbox().y0 / fig.dpi, 2) for ax in fig.axes})
    tops = sorted({round(ax.get_tightbbox().y1 / fig.dpi, 2) for ax in fig.axes})
    assert all(below <= above for below, above in zip(tops, rows[1:], strict=False))  # no row reaches into the next
