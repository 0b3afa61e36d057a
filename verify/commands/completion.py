"""`driftproof completion SHELL`: a script by which the shell completes commands, options and words."""

import argparse
from collections.abc import Iterator

from verify.commands import Command

SOURCED = {
    "bash": 'eval "$(driftproof completion bash)"',
    "zsh": 'eval "$(driftproof completion zsh)"',
    "fish": "driftproof completion fish | source",
}
BASH = """_driftproof() {{
  local here=${{COMP_WORDS[COMP_CWORD]}} words
  case "$COMP_CWORD ${{COMP_WORDS[1]}}" in
    1\\ *) words="{commands}" ;;
{cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$here"))
}}
complete -o default -F _driftproof driftproof
"""
ZSH = "autoload -U +X bashcompinit && bashcompinit\n"


def register(command: Command) -> None:
    sub = command("completion", run, "print a script by which the shell completes commands, options and words")
    said = "; ".join(f"{shell}: {line}" for shell, line in SOURCED.items())
    sub.add_argument("shell", choices=tuple(SOURCED), help=f"for its start file. {said}")


def run(args: argparse.Namespace) -> int:
    commands = {
        name: sub for action in args.top._actions if isinstance(action.choices, dict) for name, sub in action.choices.items()
    }
    words = {name: sorted(_words(sub)) for name, sub in commands.items()}
    if args.shell == "fish":
        print("complete -c driftproof -n __fish_use_subcommand -f -a", f"'{' '.join(words)}'")
        for name, mine in words.items():
            print(f"complete -c driftproof -n '__fish_seen_subcommand_from {name}' -a '{' '.join(mine)}'")
        return 0
    cases = "\n".join(f'    *\\ {name}) words="{" ".join(mine)}" ;;' for name, mine in words.items())
    print((ZSH if args.shell == "zsh" else "") + BASH.format(commands=" ".join(words), cases=cases), end="")
    return 0


def _words(sub: argparse.ArgumentParser) -> Iterator[str]:
    for action in sub._actions:
        yield from action.option_strings
        yield from map(str, action.choices or ())
