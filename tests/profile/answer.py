"""`python -m tests.profile.answer FILE NAME`: what one answer of `driftproof check` costs, phase by phase, in this process.

The command itself spreads the phases over processes; what they, the pipes and the words cost more is `whole` less the sum. Started
without any module of ours, so that importing this one imports nothing that an answer needs.
"""

import json
import subprocess
import sys
import tempfile
import time
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.profile.clock import spent

ROOT = Path(__file__).parents[2]
PHASES = ("start", "imports", "reading", "judging", "proof or diagnosis")
BUDGET = 30.0  # seconds of computing, as of the command
WRONG = ("t * law.S1)", "2 * t * law.S1)")  # a slip in the first, which is right


def files(folder: Path) -> list[Path]:
    """What `driftproof init` writes, right; and the same with a slip, to be refuted and diagnosed."""
    text = tomllib.loads((ROOT / "verify" / "commands" / "ways.toml").read_text(encoding="utf-8"))["operations"]["text"]
    right, wrong = folder / "right.py", folder / "wrong.py"
    right.write_text(text, encoding="utf-8")
    wrong.write_text(text.replace(*WRONG), encoding="utf-8")
    return [right, wrong]


def phases(path: Path) -> dict[str, float]:
    """Seconds of each phase of the answer to the first derivation of the file."""
    marks = [0.0, time.process_time()]
    from analytic import arithmetic
    from verify.derivations.judging.decide import decide
    from verify.derivations.stating.user_file import load

    for ar in ("float64", "balls"):
        getattr(arithmetic, ar)()
    marks.append(time.process_time())
    item = load(path, None)[0]
    marks.append(time.process_time())
    ahead: list[float] = []
    decide(item, 0, BUDGET, lambda answer: ahead.append(time.process_time()))
    end = time.process_time()
    marks += [ahead[0] if ahead else end, end]
    return {name: after - before for name, (before, after) in zip(PHASES, pairwise(marks), strict=True)}


def rows() -> list[dict[str, Any]]:
    """For a right and a wrong formula: the phases, each in a process of its own, and the whole command beside them."""
    with tempfile.TemporaryDirectory() as place:
        return [{"answer": path.stem, **_of(path)} for path in files(Path(place))]


def _of(path: Path) -> dict[str, Any]:
    said = subprocess.run([sys.executable, "-m", __name__, str(path)], capture_output=True, text=True, check=True, cwd=ROOT)
    start = spent()
    done = subprocess.run([sys.executable, "-m", "verify.cli", "check", str(path)], capture_output=True, text=True, cwd=ROOT)
    whole = spent() - start
    return {"phases": json.loads(said.stdout.splitlines()[-1]), "whole": whole, "exit": done.returncode}


if __name__ == "__main__":
    print(json.dumps(phases(Path(sys.argv[1]))))
