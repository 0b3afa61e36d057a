"""The `driftproof` command. Every subcommand calls the library; nothing is computed here.

Exit status: 0 as expected, 1 something is not as expected, 2 usage; of `check` also 3, nothing refuted but something undecided.
"""

import argparse
import os
import sys
import warnings
from collections.abc import Sequence
from typing import Any

from verify.commands import audit, check, claims, data, measure, runs, train


def main(argv: Sequence[str] | None = None) -> int:
    args = parser().parse_args(argv)
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch is imported: its matrices here are small
    warnings.filterwarnings("ignore", message=".torch.jit.script. is deprecated")  # torch's own, when torch.func is first used
    try:
        return int(args.run(args))
    except BrokenPipeError:  # the reader has seen enough, e.g. `driftproof list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes it at exit
        return 0
    except (KeyError, ValueError, OSError) as e:
        print(f"driftproof: {e.args[0] if isinstance(e, KeyError) else e}", file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="driftproof", description="Verdicts on flow-matching theory, with evidence of known strength."
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=f"{help[0].upper()}{help[1:]}.")
        sub.set_defaults(run=run)
        return sub

    for module in (check, claims, audit, runs, data, train, measure):
        module.register(command)
    return top


if __name__ == "__main__":
    sys.exit(main())
