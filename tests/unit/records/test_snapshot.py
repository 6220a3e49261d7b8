"""A snapshot counts its rows and prints its bad cells."""

import pandas as pd

from records.snapshot import BadCell, Reason, Snapshot

CELLS = (
    BadCell("x.csv", 2, "a", "1\0", Reason.NO_NUMBER),
    BadCell("x.csv", 2, "b", "soon", Reason.NO_DATE),
    BadCell("x.csv", 9, "id", "R1", Reason.REPEATED, "on line 7"),
)
SNAPSHOT = Snapshot(pd.DataFrame(), pd.DataFrame(), CELLS, 0)


def test_a_row_with_two_bad_cells_counts_once():
    assert SNAPSHOT.quarantined == 2


def test_a_message_shows_the_beginning_of_a_long_value():
    cell = BadCell("x.csv", 2, "a", "y" * 500, Reason.NO_NUMBER)
    assert str(cell) == f"x.csv:2: a: '{'y' * 60}...' is not a number"
