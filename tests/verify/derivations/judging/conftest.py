"""Judging without the diagnosis, which has tests of its own."""

import pytest

from verify.derivations import diagnosis


@pytest.fixture(autouse=True)
def undiagnosed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "diagnose", lambda d, seed, deadline: None)
