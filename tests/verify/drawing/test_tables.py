"""Tables as they are shown."""

import pytest

from verify.drawing.tables import Table, markdown


def test_a_column_is_shown_where_any_row_has_something() -> None:
    shown = Table(["a", "note", "b", ""], [[0, None, False, 1], [0, "", None, 2]], "caption", "key").filled
    assert shown == Table(["a", "b", ""], [[0, False, 1], [0, None, 2]], "caption", "key")


def test_a_table_without_rows_keeps_its_head() -> None:
    assert Table(["a", "b"], []).filled.head == ["a", "b"]


@pytest.mark.parametrize(("note", "shown"), [(None, False), ("why", True)])
def test_what_is_empty_is_not_written_either(note: str | None, shown: bool) -> None:
    assert ("note" in markdown(Table(["a", "note"], [[1, None], [2, note]]))) == shown
