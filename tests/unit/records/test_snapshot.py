import pandas as pd

from records.ingest import quarantine_table
from records.snapshot import BadCell, Gathered, Reason

CELLS = (
    BadCell("x.csv", 2, "a", "1\0", Reason.NO_NUMBER),
    BadCell("x.csv", 2, "b", "soon", Reason.NO_DATE),
    BadCell("x.csv", 9, "id", "R1", Reason.REPEATED, "on line 7"),
)
GATHERED = Gathered(pd.DataFrame(), pd.DataFrame(), CELLS, 0)


def test_the_table_has_a_row_for_each_bad_cell():
    table = quarantine_table(GATHERED)
    assert list(table.columns) == ["file", "line", "column", "value", "reason"]
    assert table.iloc[0].tolist() == ["x.csv", "2", "a", r"1\0", "is not a number"]
    assert table.iloc[2].tolist() == ["x.csv", "9", "id", "R1", "stands already on line 7"]


def test_a_row_with_two_bad_cells_counts_once():
    assert GATHERED.quarantined == 2


def test_a_message_shows_the_beginning_of_a_long_value():
    assert str(BadCell("x.csv", 2, "a", "y" * 500, Reason.NO_NUMBER)) == f"x.csv:2: a: '{'y' * 60}...' is not a number"
