"""Where a run was made: the versions that are installed."""

from importlib.metadata import version

from verify.files.environment import LIBRARIES, environment


def test_the_environment_names_the_libraries() -> None:
    found = environment()["versions"]
    assert set(found) == set(LIBRARIES)
    assert found["numpy"] == version("numpy")
