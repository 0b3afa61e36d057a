"""The watch over global state sees each change that it is there for, and a test that changes nothing passes."""

import pytest

CHANGES = {
    "mpmath.mp.dps": "import mpmath; mpmath.mp.dps = 77",
    "flint.ctx.prec": "import flint; flint.ctx.prec = 99",
    "numpy.random": "import numpy; numpy.random.rand()",
    "numpy error handling": "import numpy; numpy.seterr(all='ignore')",
    "torch random state": "import torch; torch.rand(1)",
    "torch default dtype": "import torch; torch.set_default_dtype(torch.float64)",
}


def test_every_change_is_seen_and_undone(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> None:
    conftest = request.config.rootpath / "tests" / "conftest.py"
    pytester.makeconftest(conftest.read_text(encoding="utf-8"))
    bodies = "\n".join(
        f"def test_{i}():\n    {line}\n\ndef test_{i}_after():\n    pass\n" for i, line in enumerate(CHANGES.values())
    )
    pytester.makepyfile(bodies)
    result = pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=2 * len(CHANGES), errors=len(CHANGES))
    result.stdout.fnmatch_lines([f"*this test changed {name} for every test after it*" for name in CHANGES])
