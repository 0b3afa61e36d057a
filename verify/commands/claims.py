"""`driftproof verify`, `show`: deciding claims again, and what is known of one."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from verify import papers
from verify.commands import Command, meanwhile, progress, records_folders, seed, the_claims
from verify.files.baseline import named
from verify.record import Record, RecordRole


def register(command: Command) -> None:
    sub = command("verify", verify, "decide claims, and print what each kind of evidence found")
    sub.add_argument("ids", nargs="*", metavar="CLAIM", help="claim ids, e.g. CD-4.6 (default: all)")
    sub.add_argument("--evidence", help="only this kind of evidence")
    sub.add_argument("--regime", help="only this regime")
    sub.add_argument("--seed", type=seed, default=0, help="of all random evidence (default 0)")
    sub.add_argument("--json", action="store_true", help="print the records as JSON lines")

    sub = command("show", show, "one claim: statement, source, verdict, evidence, near misses, how to repeat it")
    sub.add_argument("id", metavar="CLAIM", help="a claim id, e.g. CD-4.6")
    sub.add_argument("--records", type=Path, metavar="FOLDER", help="a run folder (default: reports/latest, then the baseline)")
    sub.add_argument("--json", action="store_true", help="print one JSON object")


def verify(args: argparse.Namespace) -> int:
    from dataclasses import asdict

    from verify.evidence.kinds import kind_named
    from verify.runner import matching, right_where, run, select, verdict

    if args.evidence is not None:
        kind_named(args.evidence)
    chosen = [the_claims().find(id) for id in args.ids] or [
        c for c in the_claims().catalogue().values() if matching(c, args.evidence, args.regime)
    ]
    if not chosen:
        raise ValueError(
            f"no claim has {args.evidence or 'evidence'} in a regime named {args.regime!r}: see `driftproof verify CLAIM`"
        )
    ok = True
    for claim in chosen:
        records: list[Record] = []
        with progress(quiet=args.json) as begin:
            for test in select(claim, args.evidence, args.regime):
                begin(f"{claim.id}: {test.kind}")
                records += run(claim, test, args.seed, args.regime)
            records += right_where(claim, args.seed) if args.evidence is None and args.regime is None else []
        outcome, why = verdict(claim, records, power=args.regime is None)
        ok &= outcome == claim.expect
        if args.json:
            print("\n".join(json.dumps(asdict(r)) for r in records))
            continue
        expected = _expected(outcome, claim.expect, str(claim.standing or ""))
        print(f"{claim.id}: {outcome}, {expected}. {claim.says}" + (f"\n  {why}" if why else ""))
        if args.ids:
            _print_records(records)
    return 0 if ok else 1


def _expected(outcome: str, expect: str, standing: str) -> str:
    """`as expected: false if read so`."""
    if outcome != expect:
        return f"expected {expect}"
    return f"as expected: false {standing}" if standing else "as expected"


def _print_records(records: list[Record]) -> None:
    for r in records:
        name = f"{r.role} {r.variant!r}" if r.variant else "as stated" if r.role == RecordRole.CLAIM else r.role
        print(f"  {r.evidence:11} {name:34} {r.regime:20} {r.outcome:9} {r.measure:.3g} (bound {r.bound:.3g} {r.unit})")


def show(args: argparse.Namespace) -> int:
    claim = meanwhile(args.id, lambda: known(args.id, records_folders(args.records)))
    if args.json:
        print(json.dumps(claim, ensure_ascii=False))
        return 0
    for label, value in _lines(claim):
        print(f"{label:18} {value}".rstrip())
    return 0


def known(id: str, folders: Sequence[Path]) -> dict[str, Any]:
    """Everything about a claim as plain data, by the first folder with a record of it; `verdict` is NOT RUN where none has one."""
    from verify.claims import find
    from verify.evidence.kinds import KINDS
    from verify.runner import line

    claim = find(id)
    kinds = list(dict.fromkeys(t.kind for t in claim.tests))
    entry = line(claim, []) | {"kinds": {k: KINDS[k].means for k in kinds}, "records": ""}
    entry["unread"] = papers.unread(claim.id, claim.source)
    for folder in folders:
        if found := verdicts(folder).get(claim.id):
            kept = {k: found[k] for k in ("verdict", "why", "evidence", "near_misses") if k in found}
            return entry | kept | {"records": named(folder)}
    return entry


def verdicts(folder: Path) -> dict[str, dict[str, Any]]:
    """What a run folder says of each claim that it ran."""
    from verify.files.lines import read_lines
    from verify.record import NOT_RUN
    from verify.suites.suite import COMMAND

    if not (folder / "verdicts.jsonl").exists():
        raise ValueError(f"{folder} holds no verdicts.jsonl: make a run with `{COMMAND}`, or name the folder of one")
    return {v["id"]: v for v in read_lines(folder / "verdicts.jsonl") if v.get("verdict") != NOT_RUN}


def _lines(c: dict[str, Any]) -> list[tuple[str, str]]:
    ran = bool(c["records"])
    said = f"{c['verdict']}, {_expected(c['verdict'], c['expect'], c['standing'])} ({c['records']})"
    said = said if ran else f"not run here, expected {c['expect']}: {c['repeat']}"
    out = [(c["id"], c["says"]), ("LaTeX", c["latex"]), ("source", c["source"]), ("verdict", said)]
    out += [(label, text) for label, text in (("the paper's words", c["words"]), ("text", c["unread"])) if text]
    out += [
        (label, c[key])
        for label, key in (("why", "why"), ("note", "note"), ("holds instead", "amended"))
        if c[key] and (ran or key != "why")
    ]
    out += [("repaired by", ", ".join(c["repairs"]))] if c["repairs"] else []
    out += [("right where", ", ".join(c["right_where"]))] if c["right_where"] else []
    for i, (kind, meaning) in enumerate(c["kinds"].items()):
        found = c["evidence"].get(kind, {})
        outcome = f"{found['outcome']} in {found['regimes']} regime{'s' * (found['regimes'] != 1)}" if found else "not run"
        out.append(("" if i else "evidence", f"{kind:12} {outcome:22} HOLDS means: {meaning}"))
    for i, (name, seen) in enumerate(c["near_misses"].items()):
        out.append(("" if i else "near misses", f"{name}: {_refuted_by(seen, ran)}"))
    return [*out, ("repeat", c["repeat"])]


def _refuted_by(kinds: list[str], ran: bool) -> str:
    if kinds:
        return f"refuted by {', '.join(kinds)}"
    return "refuted by nothing" if ran else "not run"
