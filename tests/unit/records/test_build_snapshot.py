"""A snapshot holds the rows up to a day, with unique ids, and counts all others."""

import pandas as pd
import pytest

from records import build_snapshot as module
from records.build_snapshot import build_snapshot, content_ids
from records.errors import InputError
from records.file_reader import read_files

MAIL = "id,day,amount\nR1,2024-01-05,1\nR2,2024-02-05,x\nR3,,3\nR4,2024-03-01T08:00,y\nR1,2024-01-06,5\n"
TYPED = {"id": "id", "time": "day", "columns": {"day": "date", "amount": "number"}}


def snapshot_of(source, root):
    return build_snapshot(source, read_files(source, root))


def test_every_row_is_kept_in_quarantine_or_after_as_of(csv_source, tmp_path):
    snapshot = snapshot_of(csv_source(MAIL, **TYPED, as_of="2024-02-28"), tmp_path)
    assert snapshot.records.to_numpy().tolist() == [["R1", "2024-01-05", "1"], ["R3", "", "3"]]
    assert [str(cell) for cell in snapshot.quarantine] == [
        "mail.csv:3: amount: 'x' is not a number",
        "mail.csv:6: id: 'R1' stands already on line 2",
    ]
    assert (
        snapshot.rows_read,
        len(snapshot.records),
        snapshot.quarantined,
        snapshot.after_as_of,
    ) == (5, 2, 2, 1)


def test_the_day_of_as_of_itself_is_read(csv_source, tmp_path):
    source = csv_source(
        "day\n2024-01-05T23:59\n2024-01-06\n",
        time="day",
        columns={"day": "date"},
        as_of="2024-01-05",
    )
    assert snapshot_of(source, tmp_path).after_as_of == 1


def test_later_rows_change_nothing_in_an_earlier_snapshot(csv_source, tmp_path):
    before = snapshot_of(csv_source(MAIL, **TYPED, as_of="2024-01-31"), tmp_path)
    longer = csv_source(MAIL + "R3,2024-09-09,no\n", **TYPED, as_of="2024-01-31")
    after = snapshot_of(longer, tmp_path)
    assert after.records.equals(before.records)
    assert after.quarantine == before.quarantine


def test_a_row_without_a_date_that_can_be_read_is_never_after_as_of(csv_source, tmp_path):
    text = "day\n2024-01-05\n9999-99-99\n"
    source = csv_source(text, time="day", columns={"day": "date"}, as_of="2024-01-31")
    assert snapshot_of(source, tmp_path).quarantined == 1


def test_rows_without_an_id_get_one_from_their_content(csv_source, tmp_path):
    records = snapshot_of(csv_source("text\nhello\nbye\nhello\n"), tmp_path).records
    assert list(records.columns) == ["id", "text"]
    assert records["id"][2] == records["id"][0] + "-2"


def test_a_column_id_that_the_source_does_not_name_is_refused(csv_source, tmp_path):
    with pytest.raises(InputError, match=r"mail.csv:1: column 'id' exists; write `id: id`"):
        snapshot_of(csv_source("id\n1\n"), tmp_path)


def test_a_file_whose_rows_are_all_broken_goes_to_the_quarantine_whole(csv_source, tmp_path):
    snapshot = snapshot_of(csv_source("id,n\n1\n1,2,3\n", id="id"), tmp_path)
    assert (len(snapshot.records), snapshot.quarantined) == (0, 2)


def frame(*rows):
    return pd.DataFrame(rows, columns=["a", "b"], dtype=str)


def test_an_id_is_twelve_hexadecimal_digits_of_the_content():
    assert content_ids(frame(("x", "y"))).tolist() == ["fc9bead064c8"]


def test_an_id_does_not_depend_on_where_the_row_stands():
    first, second = content_ids(frame(("x", "y"), ("p", "q")))
    assert content_ids(frame(("p", "q"), ("new", "row"), ("x", "y"))).tolist()[::2] == [
        second,
        first,
    ]


def test_equal_rows_are_numbered():
    one, other, two, three = content_ids(frame(("x", "y"), ("p", "q"), ("x", "y"), ("x", "y")))
    assert (two, three) == (f"{one}-2", f"{one}-3")
    assert other != one


def test_cells_do_not_run_into_each_other():
    assert content_ids(frame(("ab", "c"), ("a", "bc"), ("a,b", "c"), ("a", "b,c"))).is_unique


def test_ids_are_unique_from_part_to_part(monkeypatch):
    frame = pd.DataFrame({"a": ["x", "y", "x", "x"]}, dtype=str)
    whole = content_ids(frame)
    monkeypatch.setattr(module, "CHUNK_ROWS", 1)
    assert whole.tolist() == [*whole[:2], f"{whole[0]}-2", f"{whole[0]}-3"]
    assert content_ids(frame).tolist() == whole.tolist()
