"""Versions are those that are installed, and what is not installed is said."""

import numpy

from learned.files.versions import versions


def test_each_library_has_its_version_or_is_not_installed() -> None:
    assert versions(("numpy", "no-such-distribution")) == {"numpy": numpy.__version__, "no-such-distribution": "not installed"}
