"""`driftproof train PRESET`: train a network from a preset; a stopped run goes on where it was."""

from learned.train import command
from verify.commands import Command


def register(add: Command) -> None:
    command.arguments(add("train", command.run, "train a network from a preset, or go on with a training that was stopped"))
