from records.enums import Reason
from records.quarantine import BadCell, count_reasons, count_rows, quarantine_table

CELLS = (
    BadCell("x.csv", 2, "a", "1\0", Reason.NO_NUMBER),
    BadCell("x.csv", 2, "b", "soon", Reason.NO_DATE),
    BadCell("x.csv", 9, "id", "R1", Reason.REPEATED, "on line 7"),
)


def test_the_table_has_a_row_for_each_bad_cell():
    table = quarantine_table(CELLS)
    assert list(table.columns) == ["file", "line", "column", "value", "reason"]
    assert table.iloc[0].tolist() == ["x.csv", "2", "a", r"1\0", "is not a number"]
    assert table.iloc[2].tolist() == ["x.csv", "9", "id", "R1", "stands already on line 7"]


def test_a_row_with_two_bad_cells_counts_once():
    assert count_rows(CELLS) == 2


def test_reasons_are_counted_without_their_values():
    assert count_reasons(CELLS) == {"is not a date like 2024-12-31": 1, "is not a number": 1, "stands already": 1}


def test_a_message_shows_the_beginning_of_a_long_value():
    assert str(BadCell("x.csv", 2, "a", "y" * 500, Reason.NO_NUMBER)) == f"x.csv:2: a: '{'y' * 60}...' is not a number"
