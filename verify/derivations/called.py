"""Modules that can be called like their function of the same name: `verify.check(...)` and `from verify.check import check_all`."""

import sys
from types import ModuleType
from typing import Any


class Called(ModuleType):
    def __call__(self, *args: Any, **options: Any) -> Any:
        return self.__dict__[self.__name__.rpartition(".")[2]](*args, **options)


def callable_module(name: str) -> None:
    sys.modules[name].__class__ = Called
