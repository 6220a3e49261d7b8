"""Files are read in order, verified, and refused with a remedy."""

import hashlib

import pytest

from records.build_snapshot import build_snapshot
from records.errors import InputError
from records.file_reader import read_files


def snapshot_of(source, root):
    return build_snapshot(source, read_files(source, root))


def test_the_files_of_a_folder_are_read_in_order_with_their_stems(csv_source, tmp_path):
    (tmp_path / "train.csv").write_text("text,label\na,x\nb\n")
    files = {"path": ".", "files": ["train.csv", "mail.csv"]}
    source = csv_source("label,text\ny,c\n1,2,3\n", **files, file_column="part")
    snapshot = snapshot_of(source, tmp_path)
    assert snapshot.records[["text", "label", "part"]].to_numpy().tolist() == [
        ["a", "x", "train"],
        ["c", "y", "mail"],
    ]
    assert [(cell.file, cell.line) for cell in snapshot.quarantine] == [
        ("train.csv", 3),
        ("mail.csv", 3),
    ]


def test_files_with_other_columns_are_refused(csv_source, tmp_path):
    (tmp_path / "train.csv").write_text("text,label\na,x\n")
    source = csv_source("text\nc\n", path=".", files=["train.csv", "mail.csv"])
    with pytest.raises(InputError, match=r"mail.csv:1: column 'label' is in only one of"):
        snapshot_of(source, tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"path": "data/no.csv"}, "data/no.csv is missing: get it from the shop"),
        (
            {"path": "data"},
            "data holds no file of a known format; docs/sources.md lists the formats, and `files` in the source names "
            "other files",
        ),
        (
            {"path": "mail.csv/x"},
            "mail.csv/x cannot be read: Not a directory; check path and permissions",
        ),
        (
            {"columns": {"texd": "text"}},
            "mail.csv:1: there is no column 'texd'; did you mean 'text'? there are text, label",
        ),
        ({"id": "number"}, "mail.csv:1: there is no column 'number'; there are text, label"),
        ({"file_column": "text"}, "mail.csv:1: column 'text' exists; choose another file_column"),
    ],
)
def test_a_source_that_does_not_fit_its_file_is_refused(csv_source, tmp_path, change, message):
    (tmp_path / "data").mkdir()
    with pytest.raises(InputError) as problem:
        snapshot_of(csv_source("text,label\na,b\n", **change), tmp_path)
    assert str(problem.value) == message


def test_an_altered_file_is_refused_and_the_expected_one_read(csv_source, tmp_path):
    digest = hashlib.sha256(b"a\n1\n").hexdigest()
    assert snapshot_of(csv_source("a\n1\n", sha256={"mail.csv": digest}), tmp_path).rows_read == 1
    with pytest.raises(InputError, match=r"mail.csv is not the file that source 'mine' expects"):
        snapshot_of(csv_source("a\n2\n", sha256={"mail.csv": digest}), tmp_path)


def test_a_file_of_an_installed_package_is_read_there(csv_source, tmp_path):
    source = csv_source("x\n1\n", package="sklearn", path="datasets/data/iris.csv", header=False)
    assert len(snapshot_of(source, tmp_path).records) == 151
    with pytest.raises(InputError, match="the package 'no_such_package' is not installed"):
        snapshot_of(csv_source("x\n1\n", package="no_such_package", path="x.csv"), tmp_path)


def test_a_temporary_workspace_reads_what_git_ignores_from_its_repository(csv_source, tmp_path):
    source = csv_source("text\nhello\n")
    workspace = tmp_path / ".dvc/tmp/exps/tmpx"
    workspace.mkdir(parents=True)
    assert snapshot_of(source, workspace).records["text"].tolist() == ["hello"]
