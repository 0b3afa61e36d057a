"""A mutant in force in a child, the questions that enter it asked one after another until one of them sees it."""

import ast
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from types import CodeType

from tests import planting
from tests.children import Send, each, heard, may
from tests.mutants import kept
from tests.mutants.asking import Question, Stage, failed, sees
from tests.mutants.entering import Entry, entries, preload
from tests.mutants.equivalents import EQUIVALENT
from tests.mutants.kept import Row, by_verify
from tests.mutants.possible import Mutant, functions, named, tree
from tests.slips.sites import replaced
from verify.files.lines import write_lines

PATIENCE, TIMES = 30.0, 10.0  # a question has no end after so many seconds of computing, and so many times its own


def run(mutants: Sequence[Mutant], file: Path, again: bool = False, say: Callable[[str], None] = lambda line: None) -> list[Row]:
    """A row for each mutant, kept in the file as soon as it is known; what it has of functions as they are is not asked again.

    `again`: what `pytest verify/` did not see is, and keeps what was found at first. What costs little is asked first.
    """
    found = {row["id"]: row for row in kept.rows(file)}
    current = {m.id: found[m.id] | _about(m) for m in mutants if m.id in found and found[m.id]["text"] == text(m)}
    ahead = [m for m in mutants if m.id not in current or (again and not by_verify(current[m.id]))]
    if ahead:
        entries(say)
        preload()
        named()  # before there are children: the nodes of a tree are known by themselves
        ahead.sort(key=_cost)
        first = {id: row["first"] for id, row in current.items()}
        for i, row in enumerate(each(partial(_kept, file, first), [m.id for m in ahead]), 1):
            current[row["id"]] = row
            say(f"{i} of {len(ahead)}: {row['id']}: {row['by'] or 'not seen'}")
    return [current[m.id] for m in mutants]


def met(mutant: Mutant, asked: Sequence[Entry]) -> tuple[str, str]:
    """The stage at which it is seen, and by what; empty if nobody sees it. RuntimeError if it cannot be planted."""
    last: Question | None = None
    way = "the process ended"
    try:
        for question, by in heard(partial(_meet, mutant, asked)):
            if by is not None:
                return (question.stage.value, by) if by else ("", "")
            last = question
    except TimeoutError:
        way = "no end"
    except ChildProcessError:
        way = "crash"
        if last is None:
            raise
    if last is None:
        raise RuntimeError(f"{mutant.id}: {way} before anything was asked")
    return last.stage.value, f"{last.name}, {way}"


def _meet(mutant: Mutant, asked: Sequence[Entry], send: Send) -> None:
    limits = {e.question: PATIENCE + TIMES * e.seconds for e in asked}

    def ask(question: Question) -> None:
        may(limits.get(question, PATIENCE))
        send((question, None))

    import_module(f"analytic.{mutant.module}")
    with planting.in_place(planting.living(codes(mutant), planting.functions())):
        for question in (q for q in limits if q.stage is not Stage.TESTS):
            ask(question)
            if by := sees(question):
                send((question, by))
                return
        tests = [q.name for q in limits if q.stage is Stage.TESTS]
        by = failed(tests, lambda name: ask(Question(Stage.TESTS, name.partition("[")[0]))) if tests else ""
        send((Question(Stage.TESTS, ""), by))


def codes(mutant: Mutant) -> dict[CodeType, CodeType]:
    """The code of each function that the change changes, and what it becomes."""
    whole = tree(mutant.path)
    old, new = (
        _codes(compile(t, str(mutant.path), "exec", dont_inherit=True)) for t in (whole, replaced(whole, mutant.old, mutant.new))
    )
    return {code: new[key] for key, code in old.items() if key in new and code != new[key]}


def _codes(whole: CodeType) -> dict[tuple[str, int, int], CodeType]:
    """Every code within, by its name, its line, and which of that name and line it is."""
    found: dict[tuple[str, int, int], CodeType] = {}
    seen = Counter[tuple[str, int]]()

    def walk(code: CodeType) -> None:
        for inner in code.co_consts:
            if isinstance(inner, CodeType):
                at = (inner.co_qualname, inner.co_firstlineno)
                found[(*at, seen[at])] = inner
                seen[at] += 1
                walk(inner)

    walk(whole)
    return found


@cache
def _texts(path: Path) -> dict[str, str]:
    return {name: hashlib.sha256(ast.unparse(f).encode()).hexdigest()[:16] for f, name in functions(tree(path))}


def text(mutant: Mutant) -> str:
    """The digest of the function as it is."""
    return _texts(mutant.path)[mutant.function]


def _about(mutant: Mutant) -> Row:
    """What is known before anybody is asked."""
    words = {"id": mutant.id, "module": mutant.module, "operator": mutant.operator, "stratum": mutant.stratum.value}
    return {**words, "line": mutant.line, "text": text(mutant)}


@cache
def _asked_of(name: str) -> list[Entry]:
    """Tests last, since what `pytest verify/` does not see is asked of them; else the quickest first."""
    return sorted((e for e in entries() if name in e.enters), key=lambda e: (e.question.stage is Stage.TESTS, e.seconds))


def _cost(mutant: Mutant) -> tuple[bool, float]:
    """How long it takes if nobody sees it; what nobody can see comes last."""
    return mutant.id in EQUIVALENT, sum(e.seconds for e in _asked_of(f"{mutant.module}.{mutant.function}"))


def _kept(file: Path, first: dict[str, str], id: str) -> Row:
    """The row of the mutant of this id, added to the file before anything else happens."""
    start, mutant = time.perf_counter(), named()[id]
    asked = _asked_of(f"{mutant.module}.{mutant.function}")
    stage, by = met(mutant, asked)
    row = {
        **_about(mutant),
        "stage": stage,
        "by": by,
        "first": first.get(mutant.id, stage),
        "asked": dict(Counter(e.question.stage.value for e in asked)),
        "seconds": round(time.perf_counter() - start, 1),
    }
    kept.add(file, row)
    return row


def write(file: Path, rows: Sequence[Row]) -> None:
    """The rows in order, each once."""
    write_lines(file, rows)
