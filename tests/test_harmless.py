"""Installed beside other projects, Driftproof changes none of their tests: it has no flag, and no module, that could be theirs."""

import os
import subprocess
import sys

import pytest

import driftproof
import verify
from tests.sources import ROOT

TEST = "import {name}\n\ndef test_it():\n    assert {name}.MINE == 1\n"
AS_MODULE, AS_SCRIPT = ("-m", "pytest"), ("-P", "-m", "pytest")  # with the project on sys.path from the start, and without
QUIET = ("-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest")


@pytest.fixture(autouse=True)
def this_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), str(ROOT / "verify" / "face"))))


def test_a_project_may_have_a_flag_quick(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("def pytest_addoption(parser):\n    parser.addoption('--quick', action='store_true')\n")
    pytester.makepyfile("def test_it(pytestconfig):\n    assert pytestconfig.getoption('quick')\n")
    pytester.runpytest_subprocess("--quick", *QUIET).assert_outcomes(passed=1)


def test_all_our_flags_carry_our_name(pytester: pytest.Pytester) -> None:
    said = pytester.runpytest_subprocess("--help", "-p", "no:cacheprovider").stdout.str().partition("driftproof: verdicts")[2]
    flags = [line.split()[0].split("=")[0] for line in said.partition("\n\n")[0].splitlines() if line.startswith("  --")]
    assert len(flags) == 6 and all(flag.startswith("--driftproof") for flag in flags)


@pytest.mark.parametrize(
    ("flag", "meant"), [("--driftproof-quik", "quick"), ("--driftproof-sede=3", "seed"), ("--driftprof-report", "report")]
)
def test_a_misspelt_flag_of_ours_is_told_the_right_one(pytester: pytest.Pytester, flag: str, meant: str) -> None:
    result = pytester.runpytest_subprocess(flag, *QUIET)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: unrecognized arguments: {flag}; did you mean --driftproof-{meant}?"])


@pytest.mark.parametrize("flag", ["--quik", "--quick", "--report", "--drift", "--see=3"])
def test_what_looks_like_none_of_ours_is_left_to_pytest(pytester: pytest.Pytester, flag: str) -> None:
    result = pytester.runpytest_subprocess(flag, *QUIET)
    assert result.ret == pytest.ExitCode.USAGE_ERROR and "did you mean" not in result.stderr.str()
    result.stderr.fnmatch_lines([f"*error: unrecognized arguments: {flag}"])


@pytest.mark.parametrize(("flag", "meant"), [("--quik", "--quick"), ("--driftproof-quik", "--driftproof-quick")])
def test_in_the_checkout_quick_has_a_nearest_name_too(flag: str, meant: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pytest", "verify", flag, *QUIET], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR and f"{flag}; did you mean {meant}?" in done.stderr


@pytest.mark.parametrize("how", [AS_MODULE, AS_SCRIPT], ids=["module", "script"])
@pytest.mark.parametrize("file", ["{name}.py", "{name}/__init__.py"], ids=["file", "package"])
@pytest.mark.parametrize("name", ["verify", "analytic", "learned"])
def test_a_project_may_have_modules_of_our_names(pytester: pytest.Pytester, name: str, file: str, how: tuple[str, ...]) -> None:
    path = pytester.path / file.format(name=name)
    path.parent.mkdir(exist_ok=True)
    path.write_text("MINE = 1\n", encoding="utf-8")
    pytester.makepyfile(test_mine=TEST.format(name=name))
    result = pytester.run(sys.executable, *how, *QUIET)
    result.assert_outcomes(passed=1)
    assert "driftproof" not in result.stdout.str().lower() + result.stderr.str().lower()
    result = pytester.run(sys.executable, *how, *QUIET, "--driftproof")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*--driftproof: another module {name} stands in front of Driftproof's: *{name}*Rename it*"])


def test_nothing_of_ours_is_imported_before_it_is_asked_for(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("import sys\n\ndef test_it():\n    assert not {'verify', 'analytic', 'learned'} & {*sys.modules}\n")
    pytester.runpytest_subprocess(*QUIET).assert_outcomes(passed=1)


def test_the_fixture_says_what_stands_in_front(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(verify="MINE = 1\n", test_mine="def test_it(findings):\n    pass\n")
    result = pytester.runpytest_subprocess(*QUIET)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*ImportError: another module verify stands in front of Driftproof's*"])


def test_in_the_checkout_quick_is_enough(pytester: pytest.Pytester) -> None:
    command = [sys.executable, "-m", "pytest", "verify", "--quick", "-k", "CD-4.1e", *QUIET, f"--driftproof-report={pytester.path}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert "1 passed" in done.stdout and done.returncode == 0, done.stdout + done.stderr


def test_the_face_names_the_packages_and_what_verify_names() -> None:
    assert dir(driftproof) == sorted(["analytic", "learned", "verify", *verify.__all__])
    assert all(getattr(driftproof, name) is getattr(verify, name) for name in verify.__all__)
    assert driftproof.verify is verify and driftproof.__version__
    with pytest.raises(AttributeError, match="module 'driftproof' has no attribute 'nothing'"):
        driftproof.nothing  # noqa: B018


def test_the_face_loads_nothing_at_first_and_says_what_stands_in_front(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(verify="print('executed')\n")
    code = "import sys, driftproof; print({'verify', 'numpy', 'analytic'} & {*sys.modules}); driftproof.check"
    done = subprocess.run([sys.executable, "-c", code], cwd=pytester.path, capture_output=True, text=True)
    assert done.stdout == "set()\n"
    assert done.stderr.strip().splitlines()[-1].startswith("ImportError: another module verify stands in front of Driftproof's: ")
