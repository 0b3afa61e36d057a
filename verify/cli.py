"""The `driftproof` command. Every subcommand calls the library; nothing is computed here.

Exit status: 0 as expected, 1 something is not as expected, 2 usage; of `check` also 3, nothing refuted but something undecided.
130 interrupted; 141 where the reader of a command that judges stopped reading, e.g. `driftproof check FILE | head -1`: no pass.
"""

import argparse
import os
import re
import sys
import warnings
from collections.abc import Sequence
from difflib import get_close_matches
from importlib.metadata import version
from typing import Any, NoReturn

from verify.commands import (
    INTERRUPTED,
    audit,
    causal,
    check,
    claims,
    completion,
    data,
    frechet,
    handbook,
    history,
    init,
    lists,
    measure,
    open,
    runs,
    said,
    table4,
    train,
)
from verify.files.packages import lacking

EXAMPLES = """examples:
  driftproof init                  a complete derivation file, to be changed into your own
  driftproof check derivation.py   a formula of your own: proved, or refuted with a counterexample
  driftproof show CD-6.2           one claim of the catalogue: verdict, evidence, how to repeat it
  driftproof audit CD              what a paper prints, beside what is recomputed

exit status: 0 as expected, 1 something is not as expected, 2 used wrongly, 3 (check) something undecided, 130 interrupted,
141 the reader stopped before the end. The manual is README.md; Python: `import driftproof; help(driftproof)`."""
JUDGES, CUT = (check.run, claims.verify, runs.compare, data.run), 141


def main(argv: Sequence[str] | None = None) -> int:
    if not (sys.argv[1:] if argv is None else argv):
        parser().print_help(sys.stderr)
        return 2
    args = parser().parse_args(argv)
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch is imported: its matrices here are small
    warnings.filterwarnings("ignore", message=".torch.jit.script. is deprecated")  # torch's own, when torch.func is first used
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that has no letter for it shows its number
    try:
        return int(args.run(args))
    except KeyboardInterrupt:
        print("driftproof: interrupted", file=sys.stderr)
        return INTERRUPTED
    except (BrokenPipeError, SystemExit) as e:  # the reader has seen enough, e.g. `driftproof list | head`
        if not isinstance(e, BrokenPipeError) and not isinstance(e.__context__, BrokenPipeError):  # of rich: SystemExit(1)
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes it at exit
        return CUT if args.run in JUDGES else 0
    except (KeyError, ValueError, OSError) as e:
        print(f"driftproof: {said(e)}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as e:
        if not (needs := lacking(e)):
            raise
        print(f"driftproof: this command {needs}", file=sys.stderr)
        return 2


class Parser(argparse.ArgumentParser):
    """One that says what was meant."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Each command refuses what it does not know, with the options that it has."""
        found, left = super().parse_known_args(args, namespace)
        if left:
            near = [get_close_matches(word.partition("=")[0], self._option_string_actions, 1) for word in left if word[0] == "-"]
            meant = "".join(f"; did you mean {names[0]}?" for names in near if names)
            super().error(f"unrecognized arguments: {' '.join(left)}{meant}")
        return found, left

    def error(self, message: str) -> NoReturn:
        if wrong := re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message):
            near = get_close_matches(wrong[1], re.findall(r"[\w-]+", wrong[2]), 1)
            message += f"; did you mean {near[0]}?" if near else ""
        super().error(message)


def parser() -> argparse.ArgumentParser:
    top = Parser(
        prog="driftproof",
        description="Verdicts on flow-matching theory, with evidence of known strength.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"driftproof {version('driftproof')}")
    top.set_defaults(top=top)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=f"{help[0].upper()}{help[1:]}.")
        sub.set_defaults(run=run)
        return sub

    for module in (
        check,
        init,
        claims,
        lists,
        audit,
        table4,
        runs,
        history,
        open,
        handbook,
        data,
        frechet,
        causal,
        train,
        measure,
        completion,
    ):
        module.register(command)
    return top


if __name__ == "__main__":
    sys.exit(main())
