"""`driftproof check` on a folder of hostile files: a clear answer for each, the others are checked, nothing is written half."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from verify.derivations.isolation import file_child
from verify.derivations.isolation.file_child import run_file

ROOT = Path(__file__).resolve().parents[4]
HEAD = "import numpy as np\nfrom verify import derivation\n"
PLAIN = "(x, t, weights, means, covs, mean0, cov0)"


def stated(body: str, name: str = "f") -> str:
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    return f"{HEAD}\n@derivation('velocity', assume='standard source')\ndef {name}{PLAIN}:\n{lines}\n"


RIGHT = """S = [(1 - t) ** 2 * cov0 + t**2 * C for C in covs]
e = [x - (1 - t) * mean0 - t * m for m in means]
l = [np.log(w) - np.log(np.linalg.det(s)) / 2 - z @ np.linalg.solve(s, z) / 2 for w, s, z in zip(weights, S, e)]
r = np.exp(np.array(l) - max(l))
r = r / r.sum()
v = [m - mean0 + (t * C - (1 - t) * cov0) @ np.linalg.solve(s, z) for m, C, s, z in zip(means, covs, S, e)]
return sum(p * q for p, q in zip(r, v))"""

EMPTY = "x = 1\n"

# File: source, verdict (* is REFUTED or UNDECIDED), words that the answer must have.
FILES: dict[str, tuple[str, str, str]] = {
    "a_raises_at_import": (f"{HEAD}1 / 0\n", "ERROR", "ZeroDivisionError in line 3"),
    "b_binary": ("\0\1\2", "ERROR", "raised SyntaxError: source code"),
    "b_syntax": ("def f(:\n", "ERROR", "SyntaxError in line 1"),
    "c_exits": ("import sys\nsys.exit(0)\n", "ERROR", "SystemExit in line 2"),
    "d_os_exit": ("import os\nos._exit(0)\n", "UNDECIDED", "ended the process with exit status 0"),
    "e_crashes": (stated("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)"), "UNDECIDED", "was ended by SIGSEGV"),
    "f_missing_import": ("import no_such_module_anywhere\n", "ERROR", "ModuleNotFoundError"),
    "g_raises": (stated("raise RuntimeError('mine')"), "UNDECIDED", "RuntimeError"),
    "h_nan": (stated("return np.nan * x"), "*", "NaN"),
    "i_shape": (stated("return np.zeros((7, 3))"), "UNDECIDED", "shape"),
    "j_complex": (stated("return x + 1j"), "*", "complex"),
    "k_text": (stated("return 'velocity'"), "UNDECIDED", ""),
    "l_none": (stated("pass"), "UNDECIDED", ""),
    "m_dtype": (stated("return np.zeros(len(x), dtype=np.int64)"), "*", ""),
    "n_mutates": (stated("x += 1.0\nmeans *= 0\nreturn x"), "*", ""),
    "o_prints": (stated("print('\\x1b[2J{not json' * 100)\n" + RIGHT), "AGREES", "ulp"),
    "p_random": (stated("return x + np.random.default_rng().normal(size=x.shape)"), "*", ""),
    "q_counts": (f"{stated('global n' + chr(10) + 'n += 1' + chr(10) + 'return x + n')}\nn = 0\n", "*", ""),
    "r_global_state": (f"import numpy as np\nnp.seterr(all='raise')\nnp.random.seed(0)\n{stated(RIGHT)}", "AGREES", "ulp"),
    "s_wrong_name": (f"{HEAD}\n@derivation('velocty')\ndef f(x, t):\n    return x\n", "ERROR", "did you mean velocity"),
    "t_right": (stated(RIGHT, "right"), "AGREES", "ulp"),
    "u_wrong": (stated("return x", "wrong"), "REFUTED", ""),
}
HANGS = {
    "v_hangs_at_import": "while True:\n    pass\n",
    "w_hangs": stated("while True:\n    pass", "hangs") + "\n" + stated(RIGHT, "after"),
    "x_hangs_in_c": stated("(10**7) ** (10**8)", "hangs"),
}


def run(*args: object, cwd: Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "verify.cli", *map(str, args)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=timeout, check=False)


def rows(said: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.splitlines()]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, Any]], subprocess.CompletedProcess[str], Path]:
    folder = tmp_path_factory.mktemp("hostile")
    for name, (source, _, _) in FILES.items():
        (folder / f"{name}_derivation.py").write_text(source, encoding="utf-8")
    (folder / "s_empty_derivation.py").write_text(EMPTY, encoding="utf-8")
    done = run("check", ".", "--json", "--html", "out/answers.html", "--budget", "10", cwd=folder)
    return rows(done.stdout), done, folder


def test_every_file_gets_an_answer_and_the_right_exit_status(hostile: Any) -> None:
    found, done, _ = hostile
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("driftproof: s_empty_derivation.py states no derivation: mark a function")
    assert len(done.stderr.splitlines()) == 1
    assert [r["repeat"].split("_derivation")[0].split()[-1] for r in found] == list(FILES)


@pytest.mark.parametrize("name", FILES)
def test_the_answer_is_clear(hostile: Any, name: str) -> None:
    _, verdict, words = FILES[name]
    (found,) = [r for r in hostile[0] if f"{name}_derivation" in r["repeat"]]
    assert found["verdict"] == verdict or (verdict == "*" and found["verdict"] in ("REFUTED", "UNDECIDED"))
    said = f"{found['why']} {found['scope']} {found['counterexample']}"
    assert words.lower() in said.lower()
    assert found["verdict"] not in ("UNDECIDED", "ERROR") or found["why"]
    assert "Traceback" not in said and str(ROOT) not in said


def test_nothing_is_written_half(hostile: Any) -> None:
    _, _, folder = hostile
    assert [p.name for p in (folder / "out").iterdir()] == ["answers.html"]
    assert (folder / "out" / "answers.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_what_hangs_is_stopped_and_the_next_is_checked(tmp_path: Path) -> None:
    for name, source in HANGS.items():
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        found = list(run_file(tmp_path / f"{name}.py", budget=2.0))
        assert found[0]["verdict"] == "UNDECIDED" and found[0]["why"]
        if name == "w_hangs":
            assert [(r["name"], r["verdict"]) for r in found[1:]] == [("after", "AGREES")]


def test_an_interrupt_leaves_whole_files_and_no_children(tmp_path: Path) -> None:
    (tmp_path / "a_derivation.py").write_text(stated("return x", "wrong"), encoding="utf-8")
    (tmp_path / "b_derivation.py").write_text(
        "import os, pathlib, time\npathlib.Path('pid').write_text(str(os.getpid()))\ntime.sleep(600)\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "verify.cli", "check", ".", "--json", "--html", "answers.html"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a background job of a shell is started deaf to interrupts
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdout=pipe, stderr=pipe, text=True, preexec_fn=heard) as process:
        deadline = time.monotonic() + 120
        while not ((tmp_path / "pid").exists() and (tmp_path / "pid").read_text()) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=600)
    assert process.returncode == 130
    assert [r["name"] for r in rows(out)] == ["wrong"]
    assert "interrupted" in err and "Traceback" not in err
    assert (tmp_path / "answers.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert not _living([int((tmp_path / "pid").read_text())])


@pytest.mark.parametrize(("second", "executed"), [("return x", 1), ("import os\nos._exit(3)", 2)])
def test_the_file_is_executed_once_for_all_that_it_states_and_once_more_after_a_death(
    tmp_path: Path, second: str, executed: int
) -> None:
    path, counter = tmp_path / "three_derivation.py", tmp_path / "executed"
    count = f"with open({str(counter)!r}, 'a') as f:\n    f.write('x')\n"
    path.write_text(count + "\n".join(stated(b, n) for n, b in (("first", RIGHT), ("second", second), ("third", RIGHT))))
    found = list(run_file(path, budget=5.0))
    assert [r["verdict"] for r in found] == ["AGREES", "REFUTED" if executed == 1 else "UNDECIDED", "AGREES"]
    assert counter.read_text() == "x" * executed


@pytest.mark.parametrize(("cores", "executed"), [(1, 1), (2, 2), (9, 2)])
def test_many_are_answered_side_by_side_and_told_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int, executed: int
) -> None:
    path, counter = tmp_path / "five_derivation.py", tmp_path / "executed"
    count = f"with open({str(counter)!r}, 'a') as f:\n    f.write('x')\n"
    bodies = [RIGHT, "return x", RIGHT, "return 2 * x", RIGHT]
    names = ["e", "d", "c", "b", "a"]
    path.write_text(count + "\n".join(stated(b, n) for b, n in zip(bodies, names, strict=True)))
    monkeypatch.setattr(file_child, "_cores", lambda: cores)
    found = list(run_file(path, budget=30.0))
    assert [r["name"] for r in found] == names
    assert [r["verdict"] for r in found] == ["AGREES", "REFUTED", "AGREES", "REFUTED", "AGREES"]
    assert counter.read_text() == "x" * executed


def test_whoever_stops_early_leaves_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, pids = tmp_path / "four_derivation.py", tmp_path / "pids"
    own = f"import os\nwith open({str(pids)!r}, 'a') as f:\n    f.write(f'{{os.getpid()}} ')\n"
    slow = "import time\ntime.sleep(600)\nreturn x"
    path.write_text(own + "\n".join(stated(b, n) for n, b in (("a", RIGHT), ("b", slow), ("c", slow), ("d", slow))))
    monkeypatch.setattr(file_child, "_cores", lambda: 2)
    rows = run_file(path, budget=300.0)
    first = next(rows)
    assert first["verdict"] == "AGREES", first["why"]
    rows.close()
    assert not _living(map(int, pids.read_text().split()))


def _living(pids: Iterable[int]) -> list[int]:
    """Those that are still there after a while: what a process began ends with it, and a moment later."""
    deadline, left = time.monotonic() + 60, [*pids]
    while (left := [pid for pid in left if _lives(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return True
    except ProcessLookupError:
        return False
