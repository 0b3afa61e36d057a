"""What the bench prints: a row per line, medians with the range of the rounds."""

from typing import Any

from rich.table import Table

TARGET = 1.5


def milliseconds(times: dict[str, float]) -> str:
    return f"{1e3 * times['median']:.2f} ({1e3 * times['min']:.2f}-{1e3 * times['max']:.2f})"


def table(names: list[str]) -> Table:
    out = Table(title="drift and Jacobian in float64: median (min-max) in ms; ratios: best of them / this library")
    for column in ("K, d, N", "t", "this library", *names, "ratio", "tuned", "difference", "of dgemm"):
        out.add_column(column, justify="left" if column in ("K, d, N", "t") else "right", overflow="fold")
    return out


def show(out: Table, row: dict[str, Any], names: list[str]) -> None:
    cells = [f"{row['K']}, {row['d']}, {row['N']}", row["t"], milliseconds(row["times"])]
    for name in names:
        found = [row["peers"][label] for label in (name, f"{name}, tuned") if label in row["peers"]]
        cells.append("\n".join(f"{milliseconds(e['times'])}\n{words(e, row['N'])}" for e in found))
    for ratio in (row["ratio"], row["ratio, tuned"]):
        cells.append(f"{ratio:.2f}" + ("" if ratio >= TARGET else f"\n< {TARGET}"))
    off = max(e["difference"] for e in row["peers"].values())
    out.add_row(*cells, f"{off:.0e}", f"{row['dgemm']:.0%}" if row["dgemm"] else "", end_section=True)


def words(e: dict[str, Any], N: int) -> str:
    return e["variant"] + (f", from {e['points']} points" if e["points"] < N else "")
