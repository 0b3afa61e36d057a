"""`driftproof frechet A.npy B.npy`: the squared Frechet distance of two covariances, or of two sets of samples, certified."""

import argparse
import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

from verify.commands import Command, meanwhile

MOST = 512  # dimensions: 64 take seconds, twice as many eight times as long


def register(command: Command) -> None:
    sub = command("frechet", run, "the squared Frechet distance of two covariances, or of two sets of samples, certified")
    sub.epilog = (
        "two sets of samples of one law are some way apart, the farther the fewer they are (FX-42g); "
        "exit status: 0 an enclosure is printed; 2 used wrongly, or a file is not what it must be"
    )
    sub.add_argument("files", nargs=2, type=Path, metavar="FILE.npy", help="a covariance (d, d), or with --samples samples (N, d)")
    sub.add_argument("--samples", action="store_true", help="the rows are samples: means count too, covariances divide by N - 1")
    sub.add_argument("--digits", type=_digits, default=15, metavar="N", help="how many to certify (default 15)")
    sub.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    from verify.routes import product_eigenvalues as exact

    arrays = [_read(path) for path in args.files]
    widths = [a.shape[1] for a in arrays]
    if widths[0] != widths[1]:
        raise ValueError(f"{args.files[0]} is of dimension {widths[0]}, {args.files[1]} of {widths[1]}: there is no distance")
    notes: list[str] = []
    make = _of_samples if args.samples else _of_covariance
    (m0, S0), (m1, S1) = (make(exact, path, a, notes) for path, a in zip(args.files, arrays, strict=True))
    found = meanwhile("the distance", lambda: exact.distance2(m0, S0, m1, S1, args.digits))
    _print(exact.square(m0 - m1), found, args, notes)
    return 0


def _read(path: Path) -> Any:
    """A matrix of finite real numbers."""
    import numpy as np

    try:
        a = np.load(path, allow_pickle=False)
    except (ValueError, EOFError) as e:
        raise ValueError(f"{path} is no .npy file of numbers ({e}): write it by numpy.save") from None
    if not isinstance(a, np.ndarray) or a.ndim != 2 or not a.size:
        raise ValueError(f"{path} holds {getattr(a, 'shape', 'several arrays')}: it must be one matrix, (d, d) or (N, d)")
    if a.dtype.kind not in "fiu" or a.dtype.itemsize > 8:
        raise ValueError(f"{path} has the type {a.dtype}: it must hold floats of 64 bits at most, or ints")
    if not np.isfinite(a).all():
        i, j = np.argwhere(~np.isfinite(a))[0]
        raise ValueError(f"{path} has the entry {a[i, j]} at [{i}, {j}]: every entry must be a finite number")
    if a.shape[1] > MOST:
        raise ValueError(f"{path} is of dimension {a.shape[1]}: at most {MOST} can be certified here; project the data first")
    return a


def _of_covariance(exact: Any, path: Path, S: Any, notes: list[str]) -> tuple[Any, Any]:
    """A mean of zero, and what the file holds, made symmetric and positive semidefinite where rounding alone made it neither."""
    import numpy as np

    if S.shape[0] != S.shape[1]:
        raise ValueError(f"{path} has the shape {S.shape}: a covariance is (d, d); pass --samples if its rows are samples")
    size = float(abs(S.astype(float)).max())
    unit = float(np.finfo(S.dtype if S.dtype.kind == "f" else float).eps)
    allowed = len(S) * unit * size
    found = exact.rational(S)
    skew = float(abs(S.astype(float) - S.T.astype(float)).max())
    if skew > allowed:
        raise ValueError(f"{path} is not symmetric: |S - S^T| reaches {skew:.3g}; pass (S + S.T)/2 if you mean that")
    if skew:
        found = exact.symmetric(found)
        notes.append(f"{path}: symmetric to rounding, {skew:.1g}: (S + S^T)/2 is taken")
    shift = exact.shift(found)
    moved = float(Fraction(int(shift.p), int(shift.q)))
    if moved > allowed:
        raise ValueError(f"{path} has the eigenvalue {-moved:.3g} < 0: a covariance must be positive semidefinite")
    if shift:
        found = exact.shifted(found, shift)
        notes.append(f"{path}: the least eigenvalue is {-moved:.1g}, by rounding: S + {moved:.1g} I is taken")
    return exact.rational([0] * len(S)), found


def _of_samples(exact: Any, path: Path, x: Any, notes: list[str]) -> tuple[Any, Any]:
    """Mean and covariance of what the file holds, exactly."""
    n, d = x.shape
    if n < 2:
        raise ValueError(f"{path} has one row: a covariance needs two samples, in rows; pass the transpose if yours are columns")
    if n < d:
        notes.append(f"{path}: {n} samples of dimension {d}: rows are samples; pass the transpose if yours are columns")
    found: tuple[Any, Any] = exact.moments(x)
    return found


def _print(means: Any, found: Any, args: argparse.Namespace, notes: list[str]) -> None:
    if args.json:
        middle, radius = found.mid().str(args.digits + 5, radius=False), float(found.rad())
        print(json.dumps({"distance2": middle, "radius": radius, "means": means.str(args.digits, radius=False), "notes": notes}))
        return
    print(f"squared Frechet distance  {found.str(args.digits)}  (certified)")
    if args.samples:
        print(f"of it between the means   {means.str(args.digits)}")
    for note in notes:
        print(f"driftproof: {note}", file=sys.stderr)


def _digits(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"{text!r}: pass 1 to 100 digits")
    return int(text)
