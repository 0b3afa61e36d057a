"""Every change of a text computes what it says, is told as it stands, and leaves the function and its file as they were."""

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.linalg import expm, sqrtm

from verify.derivations.repairs.edits import MOST, Text

A, B, V = np.array([[2.0, 1.0], [0.0, 3.0]]), np.array([[1.0, 4.0], [2.0, 1.0]]), np.array([1.0, -2.0])


def written(folder: Path, text: str, name: str = "f") -> Any:
    file = folder / "theirs.py"
    file.write_text("import numpy as np\n\n\n" + text, encoding="utf-8")
    return runpy.run_path(str(file))[name]


def repaired(f: Any, right: Any, *at: Any) -> list[str]:
    """In words, the changes under which f is right at these arguments."""
    text, found = Text(f), []
    for n in range(len(text.changes)):
        try:
            if np.allclose(text.edited(n)(*at), right, rtol=1e-12, atol=0):
                found.append(str(text.told(n)))
        except Exception:  # most changes make no formula
            continue
    return found


@pytest.mark.parametrize(
    ("text", "right", "at", "told"),
    [
        ("def f(x, t):\n    return x + t * x", 3 - 0.25 * 3, (3.0, 0.25), '"x - t * x" for "x + t * x" in line 5'),
        ("def f(x, t):\n    return t * x + t", 3.0, (3.0, 0.25), '"1 - t" for "t" throughout'),
        ("def f(x, t):\n    return x * t ** 2 + t", 3 / 4 + 0.25, (3.0, 0.25), '"x * t + t" for "x * t ** 2 + t" in line 5'),
        ("def f(x, t):\n    y = x / 2\n    y = y * t\n    return y", 1.5, (3.0, 0.25), '"y" for "y * t" in line 6'),
        ("def f(A, v):\n    return A @ v", A.T @ V, (A, V), '"v @ A" for "A @ v" in line 5'),
        ("def f(A, v):\n    return np.linalg.solve(A, v)", A @ V, (A, V), '"A @ v" for "np.linalg.solve(A, v)" in line 5'),
        ("def f(A, v):\n    return A @ v", np.linalg.inv(A) @ V, (A, V), '"np.linalg.inv(A) @ v" for "A @ v" in line 5'),
        ("def f(A, B):\n    return np.einsum('ij,jk->ik', A, B)", A.T @ B, (A, B), "ji,jk->ik"),
        ("def f(m, w):\n    return m.mean(0)", V @ A, (A, V), '"w @ m" for "m.mean(0)" in line 5'),
        ("def f(p):\n    r = p\n    return r @ p", V @ V / V.sum(), (V,), '.sum(-1, keepdims=True)'),
        ("def f(x, m):\n    return x ** 2", (3 - 1) ** 2, (3.0, 1.0), '"(x - m) ** 2" for "x ** 2" in line 5'),
        ("def f(x, m, s):\n    return x - s", 2.0, (3.0, 1.0, 5.0), '"x - m" for "x - s" in line 5'),
        ("def g(x):\n    return x / 2\n\n\ndef f(x):\n    return 1 + g(x)", 4.0, (3.0,), '"x" for "x / 2" in line 5'),
        ("def f(alpha, sigma, dalpha, dsigma):\n    return alpha * dsigma - sigma * dalpha / 2", 32.0, (2.0, 5.0, 7.0, 3.0),
         '"sigma, alpha, dsigma, dalpha" for "alpha, sigma, dalpha, dsigma" throughout'),
        ("def f(a, b, c):\n    return a * b * c", 2.0 + 5 * 7, (2.0, 5.0, 7.0), '"a + b * c" for "a * b * c" in line 5'),
        ("def f(A):\n    return np.array([A[k - 1] for k in range(2)])", A, (A,), "A[k] for k in range(2)"),
        ("from scipy.linalg import expm\ndef f(A):\n    return np.exp(A)", expm(A), (A,), '"expm(A)" for "np.exp(A)" in line 6'),
        ("import scipy.linalg as sl\ndef f(A):\n    return np.sqrt(A)", sqrtm(A), (A,), '"sl.sqrtm(A)" for "np.sqrt(A)" in line 6'),
        ("def f(t):\n    return np.cos(np.pi * t)", np.pi / 2, (0,), '"np.cos(np.pi * t) * (np.pi / 2)" for "np.cos(np.pi * t)"'),
        ("def f(x, beta):\n    return beta / 2 * x ** 2 - x", 24.0, (3.0, 4.0), "+ beta / 2 * x"),
        ("def f(x, t):\n    return (x - t * t) / t", -3.25, (3.0, 0.25), '"-f(1 - t)" for "f(t)" throughout'),
        ("f = lambda x, t: x + t", 2.0, (3.0, 1.0), '"x - t" for "x + t" in line 4'),
    ],
)  # fmt: skip
def test_a_slip_is_undone(tmp_path: Path, text: str, right: Any, at: tuple[Any, ...], told: str) -> None:
    f = written(tmp_path, text)
    before = f(*at)
    assert any(told in words for words in repaired(f, right, *at))
    assert np.array_equal(f(*at), before) and f.__code__.co_filename.endswith("theirs.py")


def test_each_change_is_made_alone(tmp_path: Path) -> None:
    """What a change was told to be is what it computes: the text with it, run by itself."""
    f = written(tmp_path, "def f(x, t):\n    return x + t * x")
    text = Text(f)
    for n in range(len(text.changes)):
        edit = text.told(n)
        if edit.line and edit.old == "x + t * x":
            assert _value(lambda n=n: text.edited(n)(3.0, 0.25)) == _value(
                lambda e=edit: eval(e.new, {"x": 3.0, "t": 0.25, "np": np})
            )
    assert Text(f).told(0) == text.told(0) and f(3.0, 0.25) == 3.75


def _value(f: Any) -> Any:
    try:
        return f()
    except Exception as e:
        return type(e)


def test_a_text_that_is_not_what_runs_is_left_alone(tmp_path: Path) -> None:
    f = written(tmp_path, "def f(x):\n    return x + 1")
    assert Text(f).changes
    g = written(tmp_path / "..", "def f(x):\n    return x + 1")
    Path(g.__code__.co_filename).write_text("import numpy as np\n\n\ndef f(x):\n    return x * 1 + 2\n", encoding="utf-8")
    assert not Text(g).changes


@pytest.mark.parametrize(
    "text", ["def f(x):\n    while x < 1:\n        x = x * 2\n    return x", "f = [lambda x: x + 1, lambda x: x][0]"]
)
def test_loops_and_what_cannot_be_found_are_left_alone(tmp_path: Path, text: str) -> None:
    assert not Text(written(tmp_path, text)).changes


def test_what_has_no_file_is_left_alone() -> None:
    made: dict[str, Any] = {}
    exec("def f(x):\n    return x + 1", made)
    assert not Text(made["f"]).changes


def test_a_long_text_has_no_more_changes_than_can_be_tried(tmp_path: Path) -> None:
    """Some millions are possible; the first of the cheapest rules are made, and no other."""
    lines = "\n".join(f"    y{i} = x * y{i - 1} + {i} * x - y0" for i in range(1, 400))
    text = Text(written(tmp_path, f"def f(x, y0):\n{lines}\n    return y399"))
    assert len(text.changes) == MOST and text.told(0).line > 0
