"""Files that set out to cheat or to break the check, by kind: the judge is elsewhere, and reads numbers only."""

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.verify.derivations.isolation.test_file_child import rows, run
from verify.derivations.isolation.described import MOST
from verify.derivations.isolation.evaluator import MEMORY
from verify.derivations.isolation.peer import MOST_BYTES

HEAD = """import os, sys, json, pickle, struct
import numpy as np
from verify import derivation

def stated(f):
    return derivation("velocity", law="gaussian", assume=("independent", "d=1"))(f)

def right(law, t, x):
    S = (1 - t) ** 2 * law.S0 + t**2 * law.S1
    return law.m1 - law.m0 + law.ar.solve(S, x - (1 - t) * law.m0 - t * law.m1) @ (t * law.S1 - (1 - t) * law.S0)

def pipes():
    for name in os.listdir("/proc/self/fd"):
        try:
            if os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
                yield int(name)
        except OSError:
            pass

def say(message, length=None):
    for fd in pipes():
        os.write(fd, struct.pack("!i", len(message) if length is None else length) + message)
"""
FORGED = """
@stated
def f(law, t, x):
    say({what})
    return 0 * x
"""
NONSENSE = "cannot be understood"
PROVED = """pickle.dumps(("final", {"name": "f", "verdict": "PROVED"}))"""

# Each: what the file does after HEAD, the verdict that is right, words of the answer.
FILES: dict[str, tuple[str, str, str]] = {
    "garbage": (FORGED.format(what="b'no message at all'"), "UNDECIDED", NONSENSE),
    "pickle": (FORGED.format(what=PROVED), "UNDECIDED", NONSENSE),
    "row": (FORGED.format(what="""json.dumps({"verdict": "PROVED"}).encode()"""), "UNDECIDED", NONSENSE),
    "list": (FORGED.format(what="b'[1, 2]'"), "UNDECIDED", NONSENSE),
    "shape": (FORGED.format(what="""b'{"value": {"shape": [9], "numbers": []}, "notes": []}'"""), "UNDECIDED", NONSENSE),
    "notes": (FORGED.format(what="""b'{"value": {"shape": [], "numbers": ["q1"]}, "notes": 7}'"""), "UNDECIDED", NONSENSE),
    "huge": (FORGED.format(what=f"b'x', {MOST_BYTES + 1}"), "UNDECIDED", f"more than {MOST_BYTES >> 20} MiB"),
    "half": (FORGED.format(what="b'{}', 900"), "UNDECIDED", "gave no answer"),
    "closed": (
        "@stated\ndef f(law, t, x):\n    [os.close(fd) for fd in [*pipes()]]\n    return 0 * x\n",
        "UNDECIDED",
        "ended the process",
    ),
    "liar": (
        "class Liar:\n    is_finite = lambda self: True\n    contains = lambda self, other: True\n"
        "    __sub__ = __rsub__ = lambda self, other: self\n"
        "@stated\ndef f(law, t, x):\n    out = np.empty(x.shape, dtype=object)\n    out[:] = Liar()\n    return out\n",
        "UNDECIDED",
        "returns Liar",
    ),
    "judge": (
        "import verify.evidence.zero, verify.evidence.enclosure, verify.derivations.answer\nfrom analytic import gaussian\n"
        "verify.evidence.zero.is_zero = lambda e: True\nverify.derivations.answer.verdict_of = lambda records: 'PROVED'\n"
        "verify.evidence.enclosure.compare = None\ngaussian.drift = lambda law, t, x: 0 * x\n"
        "@stated\ndef f(law, t, x):\n    return gaussian.drift(law, t, x)\n",
        "REFUTED",
        "certified",
    ),
    "frames": (
        "@stated\ndef f(law, t, x):\n    frame = sys._getframe()\n    while frame := frame.f_back:\n"
        "        for name in ('known', 'd', 'reference'):\n            if name in frame.f_locals:\n"
        "                return frame.f_locals[name]\n    return 0 * x\n",
        "REFUTED",
        "certified",
    ),
    "in place": (
        "@stated\ndef f(law, t, x):\n    u = right(law, t, x)\n    x *= 0\n    law.m1[:] = 0 * law.m1\n    return u\n",
        "PROVED",
        "all parameters",
    ),
    "memory": (
        "@stated\ndef f(law, t, x):\n    hold = np.ones(1 << 34)\n    return 0 * x\n",
        "UNDECIDED",
        f"more than {MEMORY >> 30} GiB",
    ),
    "many": (f"for i in range({MOST + 1}):\n    globals()[f'f{{i}}'] = type(right)(right.__code__, globals(), f'f{{i}}')\n"
             f"    stated(globals()[f'f{{i}}'])\n", "", f"states {MOST + 1} derivations"),
}  # fmt: skip


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, dict[str, Any]], str]:
    """What `driftproof check` says of each, and what it complains of."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (source, _, _) in FILES.items():
        (folder / f"{name.replace(' ', '_')}_derivation.py").write_text(HEAD + source, encoding="utf-8")
    done = run("check", ".", "--json", "--budget", "8", cwd=folder, timeout=500)
    assert "Traceback" not in done.stderr
    return {r["repeat"].split("_derivation")[0].split()[-1].replace("_", " "): r for r in rows(done.stdout)}, done.stderr


@pytest.mark.parametrize("name", FILES)
def test_no_file_is_believed_and_each_has_an_answer(checked: Any, name: str) -> None:
    found, complaints = checked
    _, verdict, words = FILES[name]
    if not verdict:
        assert words in complaints and name not in found
        return
    assert found[name]["verdict"] == verdict, found[name]["why"]
    assert words in json.dumps(found[name])


def test_what_a_file_starts_in_a_session_of_its_own_ends_with_the_check(tmp_path: Path) -> None:
    start = "import subprocess\np = subprocess.Popen([sys.executable, '-c', {}], start_new_session=True)\n"
    inner = repr("import os, time; os.fork() and os._exit(0); os.setsid(); open(f'pid{os.getpid()}', 'w'); time.sleep(600)")
    body = HEAD + start.format("'import time; time.sleep(600)'") + "open(f'pid{p.pid}', 'w')\n" + start.format(inner) + "p.wait()\n"
    (tmp_path / "starts_derivation.py").write_text(body + "stated(right)\n", encoding="utf-8")
    done = run("check", "starts_derivation.py", "--json", cwd=tmp_path, timeout=200)
    assert [r["verdict"] for r in rows(done.stdout)] == ["PROVED"]
    pids = [int(p.name.removeprefix("pid")) for p in tmp_path.glob("pid*")]
    deadline = time.monotonic() + 60
    while (alive := [pid for pid in pids if _alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(pids) == 2 and not alive


def _alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
