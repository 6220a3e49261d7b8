"""A folder becomes one record a document, whatever its documents contain."""

import json
import os

import pandas as pd
import pytest
import written_documents as written

from records.documents import folder
from records.documents.document import Status
from records.documents.folder import read_document_folder
from records.errors import InputError
from records.ingest import ingest

HOSTILE = {
    "binary.txt": (b"\x7fELF\0\0", Status.UNSUPPORTED),
    "deep.docx": (written.word("<w:p>" * 100_000 + "</w:p>" * 100_000), Status.DAMAGED),
    "deep.html": (b"<html>" + b"<div>" * 200_000 + b"hello", Status.OK),
    "empty.pdf": (b"", Status.EMPTY),
    "blank.txt": (b" \n\n", Status.EMPTY),
    "encrypted.docx": (written.OLE + "EncryptedPackage".encode("utf-16-le"), Status.ENCRYPTED),
    "encrypted.pdf": (written.locked_pdf(), Status.ENCRYPTED),
    "flate_bomb.pdf": (written.flate_bomb(), Status.CRASHED),
    "good.txt": (b"hello", Status.OK),
    "huge.png": (written.png(40_000, 40_000), Status.PIXELS),
    "large.txt": (b"a" * (2**22 + 1), Status.TOO_LARGE),
    "laughs.docx": (written.packed(word__document_xml=written.LAUGHS), Status.DOCTYPE),
    "loop.pdf": (written.pdf(pages=b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), Status.DAMAGED),
    "parts.eml": (written.many_parts(), Status.PARTS),
    "torn.docx": (written.letter()[:400], Status.DAMAGED),
    "torn.pdf": (written.pdf(written.shown("hello"))[:150], Status.DAMAGED),
    "torn.png": (written.png(30, 10)[:40], Status.DAMAGED),
    "word_bomb.docx": (written.word_bomb(), Status.UNPACKED),
    "zip.docx": (written.packed(a_txt=b"hello"), Status.UNSUPPORTED),
}


@pytest.mark.usefixtures("extra", "without_programs")
def test_each_hostile_document_costs_its_own_row_only(document_source, put, tmp_path):
    for name, (content, _) in HOSTILE.items():
        put(name, content)
    source = document_source(megabytes=4, megabytes_of_memory=512)
    rows = ingest(source, tmp_path, tmp_path / "raw", tmp_path / "ingest.json")
    assert (rows.read, rows.kept, rows.quarantined) == (len(HOSTILE), len(HOSTILE), 0)
    records = pd.read_csv(tmp_path / "raw/records.csv", dtype=str, keep_default_na=False)
    assert dict(zip(records["id"], records["status"], strict=True)) == {
        name: status.value for name, (_, status) in sorted(HOSTILE.items())
    }
    counted = json.loads((tmp_path / "ingest.json").read_text())["statuses"]
    assert counted == records["status"].value_counts().sort_index().to_dict()


@pytest.mark.usefixtures("extra")
def test_links_and_what_is_no_file_are_rows_and_are_not_followed(document_source, put, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.txt").write_text("secret")
    put("a/good.txt", b"hello")
    put(".hidden/a.txt", b"hidden")
    (tmp_path / "docs/a/file").symlink_to(tmp_path / "outside/secret.txt")
    (tmp_path / "docs/folder").symlink_to(tmp_path / "outside")
    os.mkfifo(tmp_path / "docs/pipe")
    records = read_document_folder(document_source(), tmp_path).records
    assert records[["id", "folder", "status", "text"]].to_numpy().tolist() == [
        ["a/file", "a", Status.LINK, ""],
        ["a/good.txt", "a", Status.OK, "hello"],
        ["folder", "", Status.LINK, ""],
        ["pipe", "", Status.SPECIAL, ""],
    ]


@pytest.mark.usefixtures("extra")
def test_a_name_that_is_not_utf_8_is_an_id_all_the_same(document_source, put, tmp_path):
    put(os.fsdecode(b"caf\xe9, \n.txt"), b"hello")
    records = read_document_folder(document_source(), tmp_path).records
    assert records["id"].tolist() == ["caf\\xe9, \n.txt"]


@pytest.mark.usefixtures("extra")
def test_later_documents_are_counted_and_undated_ones_read(document_source, put, tmp_path):
    put("sent.eml", written.mail())
    put("note.txt", b"hello")
    for as_of, kept in (("2024-01-05", 2), ("2024-01-04", 1), (None, 2)):
        snapshot = read_document_folder(document_source(as_of=as_of), tmp_path)
        assert (len(snapshot.records), snapshot.after_as_of) == (kept, 2 - kept)


@pytest.mark.usefixtures("extra")
def test_a_missing_or_empty_folder_is_explained(document_source, tmp_path):
    with pytest.raises(InputError, match=r"docs is no folder: put the documents of the archive"):
        read_document_folder(document_source(), tmp_path)
    (tmp_path / "docs").mkdir()
    with pytest.raises(InputError, match=r"docs holds no document: get them from the archive"):
        read_document_folder(document_source(), tmp_path)


def test_an_absent_extra_is_named(document_source, monkeypatch, tmp_path):
    monkeypatch.setattr(folder, "REQUIRED_PACKAGES", ("no_such_package",))
    with pytest.raises(InputError, match=r"'no_such_package' is not installed; run `pip install .*\[documents\]'`"):
        read_document_folder(document_source(), tmp_path)


@pytest.mark.usefixtures("extra")
def test_a_temporary_workspace_reads_its_repository(document_source, put, tmp_path):
    put("a.txt", b"hello")
    workspace = tmp_path / ".dvc/tmp/exps/tmpx"
    workspace.mkdir(parents=True)
    assert read_document_folder(document_source(), workspace).records["text"].tolist() == ["hello"]
