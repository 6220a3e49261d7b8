import gzip
import hashlib

import pandas as pd
import pytest

from records.build_snapshot import content_ids, gather
from records.errors import InputError
from records.file_source import file_sheets

MAIL = "id,day,amount\nR1,2024-01-05,1\nR2,2024-02-05,x\nR3,,3\nR4,2024-03-01T08:00,y\nR1,2024-01-06,5\n"


def gather_files(source, root):
    return gather(source, file_sheets(source, root))


TYPED = {"id": "id", "time": "day", "columns": {"day": "date", "amount": "number"}}


def test_every_row_is_kept_in_quarantine_or_after_as_of(csv_source, tmp_path):
    gathered = gather_files(csv_source(MAIL, **TYPED, as_of="2024-02-28"), tmp_path)
    assert gathered.records.to_numpy().tolist() == [["R1", "2024-01-05", "1"], ["R3", "", "3"]]
    assert [str(cell) for cell in gathered.quarantine] == [
        "mail.csv:3: amount: 'x' is not a number",
        "mail.csv:6: id: 'R1' stands already on line 2",
    ]
    assert (gathered.read, len(gathered.records), gathered.quarantined, gathered.after_as_of) == (5, 2, 2, 1)


def test_the_day_of_as_of_itself_is_read(csv_source, tmp_path):
    source = csv_source("day\n2024-01-05T23:59\n2024-01-06\n", time="day", columns={"day": "date"}, as_of="2024-01-05")
    assert gather_files(source, tmp_path).after_as_of == 1


def test_later_rows_change_nothing_in_an_earlier_snapshot(csv_source, tmp_path):
    before = gather_files(csv_source(MAIL, **TYPED, as_of="2024-01-31"), tmp_path)
    after = gather_files(csv_source(MAIL + "R3,2024-09-09,no\n", **TYPED, as_of="2024-01-31"), tmp_path)
    assert after.records.equals(before.records)
    assert after.quarantine == before.quarantine


def test_a_row_without_a_date_that_can_be_read_is_never_after_as_of(csv_source, tmp_path):
    source = csv_source("day\n2024-01-05\n9999-99-99\n", time="day", columns={"day": "date"}, as_of="2024-01-31")
    assert gather_files(source, tmp_path).quarantined == 1


def test_rows_without_an_id_get_one_from_their_content(csv_source, tmp_path):
    records = gather_files(csv_source("text\nhello\nbye\nhello\n"), tmp_path).records
    assert list(records.columns) == ["id", "text"]
    assert records["id"][2] == records["id"][0] + "-2"


def test_the_files_of_a_folder_are_read_in_order_with_their_stems(csv_source, tmp_path):
    (tmp_path / "train.csv").write_text("text,label\na,x\nb\n")
    source = csv_source("label,text\ny,c\n1,2,3\n", path=".", files=["train.csv", "mail.csv"], file_column="part")
    gathered = gather_files(source, tmp_path)
    assert gathered.records[["text", "label", "part"]].to_numpy().tolist() == [["a", "x", "train"], ["c", "y", "mail"]]
    assert [(cell.file, cell.line) for cell in gathered.quarantine] == [("train.csv", 3), ("mail.csv", 3)]


def test_files_with_other_columns_are_refused(csv_source, tmp_path):
    (tmp_path / "train.csv").write_text("text,label\na,x\n")
    source = csv_source("text\nc\n", path=".", files=["train.csv", "mail.csv"])
    with pytest.raises(InputError, match=r"mail.csv:1: column 'label' is not in this file and train.csv alike"):
        gather_files(source, tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"path": "data/no.csv"}, "data/no.csv is missing: get it from the shop, then put it there"),
        (
            {"path": "data"},
            "data holds nothing that can be read; docs/sources.md lists the formats, and `files` names others",
        ),
        ({"path": "mail.csv/x"}, "mail.csv/x cannot be read: Not a directory; mend its path or its permissions"),
        (
            {"columns": {"texd": "text"}},
            "mail.csv:1: there is no column 'texd'; did you mean 'text'? there are text, label",
        ),
        ({"id": "number"}, "mail.csv:1: there is no column 'number'; there are text, label"),
        ({"file_column": "text"}, "mail.csv:1: there is a column 'text' already; choose another file_column"),
    ],
)
def test_a_source_that_does_not_fit_its_file_is_refused_with_a_remedy(csv_source, tmp_path, change, message):
    (tmp_path / "data").mkdir()
    with pytest.raises(InputError) as problem:
        gather_files(csv_source("text,label\na,b\n", **change), tmp_path)
    assert str(problem.value) == message


def test_a_column_id_that_the_source_does_not_name_is_refused(csv_source, tmp_path):
    with pytest.raises(
        InputError, match=r"mail.csv:1: there is a column 'id' already; write `id: id` in source 'mine'"
    ):
        gather_files(csv_source("id\n1\n"), tmp_path)


def test_an_altered_file_is_refused_and_the_expected_one_read(csv_source, tmp_path):
    digest = hashlib.sha256(b"a\n1\n").hexdigest()
    assert gather_files(csv_source("a\n1\n", sha256={"mail.csv": digest}), tmp_path).read == 1
    with pytest.raises(InputError, match=r"mail.csv is not the file that source 'mine' expects: its sha256 is"):
        gather_files(csv_source("a\n2\n", sha256={"mail.csv": digest}), tmp_path)


def test_a_file_whose_rows_are_all_broken_goes_to_the_quarantine_whole(csv_source, tmp_path):
    gathered = gather_files(csv_source("id,n\n1\n1,2,3\n", id="id"), tmp_path)
    assert (len(gathered.records), gathered.quarantined) == (0, 2)


def frame(*rows):
    return pd.DataFrame(rows, columns=["a", "b"], dtype=str)


def test_an_id_is_twelve_hexadecimal_digits_of_the_content():
    assert content_ids(frame(("x", "y"))).tolist() == ["fc9bead064c8"]


def test_an_id_does_not_depend_on_where_the_row_stands():
    first, second = content_ids(frame(("x", "y"), ("p", "q")))
    assert content_ids(frame(("p", "q"), ("new", "row"), ("x", "y"))).tolist()[::2] == [second, first]


def test_equal_rows_are_numbered():
    one, other, two, three = content_ids(frame(("x", "y"), ("p", "q"), ("x", "y"), ("x", "y")))
    assert (two, three) == (f"{one}-2", f"{one}-3")
    assert other != one


def test_cells_do_not_run_into_each_other():
    assert content_ids(frame(("ab", "c"), ("a", "bc"), ("a,b", "c"), ("a", "b,c"))).is_unique


def test_a_compressed_file_without_a_header_is_read(csv_source, tmp_path):
    (tmp_path / "digits.csv.gz").write_bytes(gzip.compress(b"0,16,3\n5,1,8\n"))
    records = gather_files(csv_source("x\n1\n", path="digits.csv.gz", header=False), tmp_path).records
    assert records[["c0", "c1", "c2"]].to_numpy().tolist() == [["0", "16", "3"], ["5", "1", "8"]]


@pytest.mark.parametrize("content", [b"no archive", gzip.compress(b"0,16,3\n5,1,8\n")[:-9]], ids=["none", "torn"])
def test_a_torn_archive_is_refused(csv_source, tmp_path, content):
    (tmp_path / "digits.csv.gz").write_bytes(content)
    with pytest.raises(InputError, match="is no whole archive"):
        gather_files(csv_source("x\n1\n", path="digits.csv.gz"), tmp_path)


def test_a_file_of_an_installed_package_is_read_there(csv_source, tmp_path):
    source = csv_source("x\n1\n", package="sklearn", path="datasets/data/digits.csv.gz", header=False)
    assert len(gather_files(source, tmp_path).records) == 1797
    with pytest.raises(InputError, match="'no_such_package', which is not installed"):
        gather_files(csv_source("x\n1\n", package="no_such_package", path="x.csv"), tmp_path)


def test_a_temporary_workspace_reads_what_git_ignores_from_its_repository(csv_source, tmp_path):
    source = csv_source("text\nhello\n")
    workspace = tmp_path / ".dvc/tmp/exps/tmpx"
    workspace.mkdir(parents=True)
    assert gather_files(source, workspace).records["text"].tolist() == ["hello"]
