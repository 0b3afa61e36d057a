"""The `driftproof` command. Every subcommand calls the library; nothing is computed here.

Exit status: 0 as expected, 1 something is not as expected, 2 usage.
"""

import argparse
import json
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def main(argv: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch is imported: its matrices here are small
    warnings.filterwarnings("ignore", message=".torch.jit.script. is deprecated")  # torch's own, when torch.func is first used
    try:
        return int(args.run(args))
    except BrokenPipeError:  # `driftproof list | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (KeyError, ValueError, OSError) as e:
        print(f"driftproof: {e.args[0] if isinstance(e, KeyError) else e}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="driftproof", description="Verdicts on flow-matching theory, with evidence of known strength."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=help)
        sub.set_defaults(run=run)
        return sub

    sub = command("verify", _verify, "decide claims, and print what each kind of evidence found")
    sub.add_argument("ids", nargs="*", metavar="CLAIM", help="claim ids, e.g. CD-4.6 (default: all)")
    sub.add_argument("--evidence", help="only this kind of evidence")
    sub.add_argument("--regime", help="only this regime")
    sub.add_argument("--seed", type=_seed, default=0)
    sub.add_argument("--json", action="store_true", help="print the records as JSON lines")

    sub = command("list", _list, "list the claims: id, expected verdict, source, what it says")

    sub = command("table4", _table4, "Table 4 of Causality-Delta, or the same table for a mixture of your own")
    sub.add_argument(
        "file", nargs="?", type=Path, help="a JSON or TOML file with weights, means, covs (default: the published instance)"
    )
    sub.add_argument("--format", choices=("markdown", "latex", "json"), default="markdown")

    sub = command("sweep", _sweep, "step sweeps: measured finite-difference error against the predicted curve")
    sub.add_argument("--json", action="store_true", help="print the rows as JSON lines")

    sub = command("report", _report, "render a run folder again from its records")
    sub.add_argument("folder", nargs="?", type=Path, default=Path("reports/latest"))

    sub = command("compare", _compare, "say what changed from one run folder to another: outcomes, digits lost")
    sub.add_argument("old", type=Path)
    sub.add_argument("new", type=Path, nargs="?", default=Path("reports/latest"))

    sub = command("baseline", _baseline, "make the last run the baseline that later runs are compared with")
    sub.add_argument("run_folder", nargs="?", type=Path, default=Path("reports/latest"))
    sub.add_argument("folder", nargs="?", type=Path, default=Path("reports"))
    return parser


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r}: the seed is a whole number, 0 or larger")
    return int(text)


def _verify(args: argparse.Namespace) -> int:
    from dataclasses import asdict

    from verify.claims import catalogue, find
    from verify.evidence import KINDS
    from verify.run import matching, run, select, verdict

    if args.evidence not in (None, *KINDS):
        raise ValueError(f"{args.evidence!r} is no kind of evidence: use one of {', '.join(KINDS)}")
    chosen = [find(id) for id in args.ids] or [c for c in catalogue().values() if matching(c, args.evidence, args.regime)]
    if not chosen:
        raise ValueError(
            f"no claim has {args.evidence or 'evidence'} in a regime named {args.regime!r}: see `driftproof verify CLAIM`"
        )
    ok = True
    for claim in chosen:
        records = [r for test in select(claim, args.evidence, args.regime) for r in run(claim, test, args.seed, args.regime)]
        outcome, why = verdict(claim, records, power=args.regime is None)
        ok &= outcome == claim.expect
        if args.json:
            print("\n".join(json.dumps(asdict(r)) for r in records))
            continue
        expected = "as expected" if outcome == claim.expect else f"expected {claim.expect}"
        print(f"{claim.id}: {outcome}, {expected}. {claim.says}" + (f"\n  {why}" if why else ""))
        for r in records if args.ids else []:
            name = f"{r.role} {r.variant!r}" if r.variant else "as stated"
            print(f"  {r.evidence:11} {name:34} {r.regime:20} {r.outcome:9} {r.measure:.3g} (bound {r.bound:.3g} {r.unit})")
    return 0 if ok else 1


def _list(args: argparse.Namespace) -> int:
    from verify.claims import catalogue

    for claim in catalogue().values():
        print(f"{claim.id:9} {claim.expect.value:8} {claim.source:32} {claim.says}")
    return 0


def _table4(args: argparse.Namespace) -> int:
    from verify import report
    from verify.suites import table4

    rows = table4.rows(table4.load(args.file) if args.file else None)
    if args.format == "json":
        print(json.dumps(rows, indent=1))
    else:
        print(report.table4(rows, args.format))
    return 0


def _sweep(args: argparse.Namespace) -> int:
    from verify.suites import sweep

    rows = sweep.rows()
    for row in rows:
        print(
            json.dumps(row)
            if args.json
            else f"{row['subject']}: {row['scheme']}, {row['dtype']}, h = {row['h']:.2e}: "
            f"error {row['error']:.2e}, predicted {row['predicted']:.2e}" + ("" if row["resolvable"] else ", unresolvable")
        )
    return 0


def _report(args: argparse.Namespace) -> int:
    from verify import report

    for path in report.render(args.folder):
        print(path)
    return 0


def _compare(args: argparse.Namespace) -> int:
    from verify import report

    if not args.old.is_dir():
        raise ValueError(f"{args.old} is no folder: name the folder of an earlier run, or `reports` for the baseline")
    changes = report.compare(args.old, args.new)
    print("\n".join(changes) or "nothing changed")
    return 1 if changes else 0


def _baseline(args: argparse.Namespace) -> int:
    from verify import session

    session.keep(args.run_folder, args.folder)
    print(f"baseline: {args.folder}")
    return 0
