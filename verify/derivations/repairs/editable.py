"""What runs from a user's function: the same without its guards, and the same with one change of its text."""

import time
from collections.abc import Sequence
from types import FunctionType
from typing import Any, Self

from verify.derivations import guards
from verify.derivations.guards import Guard
from verify.derivations.repairs.edits import text_of
from verify.derivations.repairs.told import Edit


class Editable:
    def user_function(self) -> Any:
        """The user's function, if there is one."""
        return None

    def with_function(self, function: Any) -> Self:
        """The same of another function."""
        raise NotImplementedError

    def without_guards(self) -> tuple[Self, Sequence[Guard]]:
        """The same without the small constants of its text, and which they were; as it is if there are none."""
        bare, found = guards.without(self.user_function())
        return (self.with_function(bare), found) if found else (self, ())

    def edits(self) -> int:
        """How many single changes of its text there are."""
        function = self.user_function()
        return len(text_of(function).changes) if isinstance(function, FunctionType) else 0

    def edited(self, n: int) -> Self:
        """The same with the n-th of them. SyntaxError, ValueError: it makes no function."""
        return self.with_function(text_of(self.user_function()).edited(n))

    def edit(self, n: int) -> Edit:
        return text_of(self.user_function()).told(n)

    def under_edits(self, which: Sequence[int], seconds: float, *case: Any) -> list[Any]:
        """Its values at the case under each of these changes, None where there is none; as many as so much computing gives."""
        end, found = time.process_time() + seconds, list[Any]()
        for n in which:
            if time.process_time() > end:
                break
            try:
                found.append(self.edited(n)(*case))  # type: ignore[operator]
            except Exception:  # a changed text may raise anything
                found.append(None)
        return found
