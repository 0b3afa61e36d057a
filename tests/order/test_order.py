"""Claims, suites and tests in a random order, by one process or two workers: the same outcomes, the same records."""

import json
import os
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SHUFFLED = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.order.shuffled")
FEW = "CD-4.1e or FX-13 or graph"  # claims and a suite
OTHERS = ("tests/analytic/test_path.py", "tests/verify/test_standing.py", "tests/verify/files", "tests/learned/files")


def session(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, *SHUFFLED, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def records(folder: Path) -> list[dict[str, Any]]:
    rows = [
        json.loads(line) for path in sorted(folder.glob("[cgs]*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [{k: v for k, v in row.items() if k != "seconds"} for row in rows]


def test_claims_and_suites_in_any_order(tmp_path: Path) -> None:
    found = []
    for order, workers in (("1", "0"), ("2", "2")):
        folder = tmp_path / order
        done = session("verify/", "-k", FEW, "--order", order, "-n", workers, "--driftproof-report", str(folder))
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        found.append(records(folder))
    assert found[0] == found[1] and {"CD-4.1e", "FX-13"} <= {row["claim"] for row in found[0] if "claim" in row}


@pytest.mark.parametrize("options", [("-n", "0"), ("-n", "2", "--bucket", "module")])
def test_tests_in_any_order(options: tuple[str, ...]) -> None:
    done = session(*OTHERS, "--order", "3", *options)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_a_bucket_is_kept_together() -> None:
    """Of each module one run of tests; without buckets they are mixed."""
    orders = {}
    for bucket in ("all", "module"):
        done = session(*OTHERS, "--order", "3", "--bucket", bucket, "--collect-only")
        orders[bucket] = [line for line in done.stdout.splitlines() if "::" in line]
    runs = {bucket: len([*groupby(ids, lambda line: line.partition("::")[0])]) for bucket, ids in orders.items()}
    files = {line.partition("::")[0] for line in orders["all"]}
    assert sorted(orders["all"]) == sorted(orders["module"]) and runs["module"] == len(files) < runs["all"]
