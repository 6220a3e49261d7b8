"""Each kind of document is read for what it is, and each hostile one costs its own row only."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest
import written_documents as written

from records.configuration import DocumentSource
from records.documents import folder
from records.documents.document import Document, Status, day
from records.documents.folder import gather_documents
from records.documents.kinds import Kind, kind_of, kind_of_ole
from records.documents.plain import decoded, tidy
from records.documents.pool import Reader, read_documents
from records.documents.reading import read_document
from records.ingest import ingest
from records.problems import InputProblem

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def documents(**changes: object) -> DocumentSource:
    given = {"kind": "documents", "name": "mine", "licence": "CC0", "quarantine_limit": 0, "upstream": "the archive"}
    return DocumentSource.model_validate({**given, "path": "docs", **changes})


@pytest.fixture
def put(tmp_path):
    """Writes a file under the folder of documents."""

    def write(name: str, content: bytes):
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def extra():
    for package in folder.EXTRA:
        pytest.importorskip(package, reason="the extra [documents] is not installed")


@pytest.fixture
def without_programs(monkeypatch):
    monkeypatch.setenv("PATH", os.devnull)


def read(path, **changes) -> Document:
    return read_document(path, "eng", changes.get("characters", 1000))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\n%PDF-1.7 ...", Kind.PDF),
        (b"PK\x03\x04...", Kind.ZIP),
        (OLE, Kind.OLE),
        (b"{\\rtf1 hello}", Kind.RTF),
        (written.png(1, 1), Kind.IMAGE),
        (b"From: a\r\nTo: b\r\n\r\nhi", Kind.EML),
        (b"From: a letter that begins like mail\n\nTo: nobody", Kind.TEXT),
        (b"\n <!DOCTYPE html><title>x</title>", Kind.HTML),
        ("Grüße".encode("utf-16"), Kind.TEXT),
        (b"a\0b", Kind.BINARY),
        (b"1 < 2", Kind.TEXT),
    ],
)
def test_the_kind_is_what_the_first_bytes_say(content, kind):
    assert kind_of(content) is kind


@pytest.mark.parametrize(("stream", "kind"), [("WordDocument", Kind.DOC), ("Book", Kind.XLS), ("other", Kind.OLE)])
def test_old_office_files_are_told_apart_by_their_streams(stream, kind):
    assert kind_of_ole(OLE + stream.encode("utf-16-le")) is kind


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        ("\ufeffé".encode(), None, "é"),
        ("é".encode("utf-16"), None, "é"),
        ("é".encode("latin-1"), None, "é"),
        ("ł".encode("iso8859-2"), "iso8859-2", "ł"),
        ("é".encode(), "no-such-encoding", "é"),
        (b"\x81", None, "\ufffd"),
    ],
)
def test_any_bytes_are_text_in_the_likeliest_encoding(raw, declared, text):
    assert decoded(raw, declared) == text


def test_a_text_in_a_record_has_no_nul_no_lone_surrogate_and_no_empty_line():
    assert tidy(" a\0 \t b\r\n\r\n\f c\ud800\n") == "a b\nc?"


@pytest.mark.parametrize(
    ("written_day", "iso"),
    [("D:20240105120000+01'00'", "2024-01-05"), ("2024-01-05T08:00Z", "2024-01-05"), ("20249905", ""), (None, "")],
)
def test_a_day_is_read_where_there_is_one(written_day, iso):
    assert day(written_day) == iso


def test_a_page_of_html_is_read_as_it_is_seen(put):
    page = '<html><title>T</title><style>s</style><body>one <b>two</b><p>three &amp; <img src="http://x"><table>'
    assert read(put("a.pdf", page.encode())) == Document(
        Kind.HTML, text="T\none two\nthree &", characters=17, images=1, tables=1
    )


@pytest.mark.parametrize("html", [False, True])
def test_a_letter_is_read_with_its_subject_and_the_day_it_was_sent(put, html):
    text = "Grüße\nPlease pay" if html else "Grüße\nPlease päy"
    expected = Document(Kind.EML, text=text, characters=16, created="2024-01-05", images=1)
    assert read(put("a.txt", written.mail(html))) == expected


def test_a_long_text_is_cut_and_its_length_kept(put):
    document = read(put("a.txt", b"hello world"), characters=5)
    assert (document.text, document.characters, document.status) == ("hello", 11, Status.OK)


@pytest.mark.usefixtures("extra")
def test_office_files_are_read_with_their_layout(put):
    letter = read(put("a", written.letter()))
    assert (letter.created, letter.modified) == ("2024-03-01", "2024-03-02")
    assert replace(letter, created="", modified="") == Document(
        Kind.DOCX,
        text="Dear all\ncell\nbox\nHead",
        characters=22,
        images=1,
        tables=1,
        width=595.0,
        height=842.0,
    )
    texts = [f"slide {number}" for number in range(1, 12)]
    assert read(put("b", written.slides(*texts))) == Document(
        Kind.PPTX, text="\n".join(texts), characters=89, pages=11, width=960.0, height=540.0
    )
    assert read(put("c", written.open_text())) == Document(
        Kind.ODF, text="Title\none two three", characters=19, tables=1
    )


@pytest.mark.usefixtures("extra")
def test_nothing_is_fetched_that_a_document_refers_to(put, monkeypatch):
    asked = []
    monkeypatch.setattr("socket.socket.connect", lambda _, address: asked.append(address))
    monkeypatch.setattr("socket.getaddrinfo", lambda *address: asked.append(address))
    page = b'<html><link rel="stylesheet" href="http://127.0.0.1/a.css"><img src="http://127.0.0.1/a.png">hello'
    linked = written.word('<w:p><w:t>hello</w:t></w:p><w:altChunk id="http://127.0.0.1/a.html"/>')
    mail = b"From: a@b\nTo: c@d\nContent-Type: text/html\n\n" + page
    assert [read(put("a", content)).text for content in (page, linked, mail)] == ["hello"] * 3
    assert asked == []


@pytest.mark.usefixtures("extra")
def test_a_pdf_is_read_with_its_layout(put):
    document = read(put("a.docx", written.pdf(written.shown("first"), written.shown("second"))))
    assert document == Document(Kind.PDF, text="first\nsecond", characters=12, pages=2, width=595.0, height=842.0)


@pytest.mark.usefixtures("extra", "without_programs")
def test_pictures_and_scans_need_recognition_where_tesseract_is_absent(put):
    picture = read(put("a.png", written.png(30, 10)))
    assert picture == Document(Kind.IMAGE, Status.NEEDS_OCR, pages=1, images=1, width=30, height=10)
    scan = read(put("b.pdf", written.pdf(written.shown("a page with words to read"), written.pixel_in_line())))
    assert (scan.status, scan.text, scan.images) == (Status.NEEDS_OCR, "a page with words to read", 1)


@pytest.mark.usefixtures("extra")
def test_pictures_and_scans_are_recognised_by_tesseract(put, tmp_path, monkeypatch):
    program = tmp_path / "bin/tesseract"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\n/usr/bin/head -c 8 | /usr/bin/tail -c +2 | /usr/bin/head -c 3\necho " $4"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}")
    for name, content in {"a.png": written.png(30, 10), "b.pdf": written.pdf(written.pixel_in_line())}.items():
        document = read(put(name, content))
        assert (document.status, document.text) == (Status.OK, "PNG eng")


@pytest.mark.usefixtures("without_programs")
def test_old_office_files_need_libreoffice(put):
    for content in (b"{\\rtf1 hello}", OLE + "WordDocument".encode("utf-16-le")):
        assert read(put("a.doc", content)).status is Status.UNSUPPORTED


@pytest.mark.usefixtures("extra")
def test_old_office_files_are_read_by_way_of_pdf(put, tmp_path, monkeypatch):
    made = put("../made.pdf", written.pdf(written.shown("from an old file")))
    program = tmp_path / "bin/soffice"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n[ "$2" = --headless ] && /bin/cp {made} "$7/given.pdf"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}")
    document = read(put("a.doc", OLE + "WordDocument".encode("utf-16-le")))
    assert (document.kind, document.text, document.pages) == (Kind.DOC, "from an old file", 1)


HOSTILE = {
    "binary.txt": (b"\x7fELF\0\0", Status.UNSUPPORTED),
    "deep.docx": (written.word("<w:p>" * 100_000 + "</w:p>" * 100_000), Status.DAMAGED),
    "deep.html": (b"<html>" + b"<div>" * 200_000 + b"hello", Status.OK),
    "empty.pdf": (b"", Status.EMPTY),
    "blank.txt": (b" \n\n", Status.EMPTY),
    "encrypted.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), Status.ENCRYPTED),
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
def test_each_hostile_document_costs_its_own_row_only(put, tmp_path):
    for name, (content, _) in HOSTILE.items():
        put(name, content)
    source = documents(megabytes=4, megabytes_of_memory=512)
    rows = ingest(source, tmp_path, tmp_path / "raw", tmp_path / "ingest.json")
    assert (rows.read, rows.kept, rows.quarantined) == (len(HOSTILE), len(HOSTILE), 0)
    records = pd.read_csv(tmp_path / "raw/records.csv", dtype=str, keep_default_na=False)
    assert dict(zip(records["id"], records["status"], strict=True)) == {
        name: status.value for name, (_, status) in sorted(HOSTILE.items())
    }
    counted = json.loads((tmp_path / "ingest.json").read_text())["statuses"]
    assert counted == records["status"].value_counts().sort_index().to_dict()


def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_read(put):
    slow, good = put("slow.txt", b"x" * 60_000_000), put("good.txt", b"hello")
    reader = Reader(documents(seconds=0.05))
    try:
        assert [reader.read(path).status for path in (good, slow, good)] == [Status.OK, Status.TIMEOUT, Status.OK]
    finally:
        reader.stop()


def test_a_worker_that_died_between_two_documents_is_replaced(put):
    reader, path = Reader(documents()), put("good.txt", b"hello")
    try:
        before = reader.read(path)
        subprocess.run(["kill", "-9", str(reader._process.pid)], check=True)
        assert reader.read(path) == before
    finally:
        reader.stop()


@pytest.mark.usefixtures("extra")
def test_links_and_what_is_no_file_are_rows_and_are_not_followed(put, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.txt").write_text("secret")
    put("a/good.txt", b"hello")
    put(".hidden/a.txt", b"hidden")
    (tmp_path / "docs/a/file").symlink_to(tmp_path / "outside/secret.txt")
    (tmp_path / "docs/folder").symlink_to(tmp_path / "outside")
    os.mkfifo(tmp_path / "docs/pipe")
    records = gather_documents(documents(), tmp_path).records
    assert records[["id", "folder", "status", "text"]].to_numpy().tolist() == [
        ["a/file", "a", Status.LINK, ""],
        ["a/good.txt", "a", Status.OK, "hello"],
        ["folder", "", Status.LINK, ""],
        ["pipe", "", Status.SPECIAL, ""],
    ]


@pytest.mark.usefixtures("extra")
def test_a_name_that_is_not_utf_8_is_an_id_all_the_same(put, tmp_path):
    put(os.fsdecode(b"caf\xe9, \n.txt"), b"hello")
    assert gather_documents(documents(), tmp_path).records["id"].tolist() == ["caf\\xe9, \n.txt"]


@pytest.mark.usefixtures("extra")
def test_later_documents_are_counted_and_those_without_a_day_are_read(put, tmp_path):
    put("sent.eml", written.mail())
    put("note.txt", b"hello")
    for as_of, kept in (("2024-01-05", 2), ("2024-01-04", 1), (None, 2)):
        gathered = gather_documents(documents(as_of=as_of), tmp_path)
        assert (len(gathered.records), gathered.after_as_of) == (kept, 2 - kept)


def test_the_number_of_workers_changes_nothing(put):
    paths = [put(f"{number}.txt", f"text {number}".encode()) for number in range(9)]
    one, three = (read_documents(paths, documents(workers=workers)) for workers in (1, 3))
    assert one == three
    assert [document.text for document in one] == [f"text {number}" for number in range(9)]


@pytest.mark.usefixtures("extra")
def test_a_missing_folder_or_an_empty_one_is_explained(tmp_path):
    with pytest.raises(InputProblem, match=r"docs is no folder: get its documents from the archive"):
        gather_documents(documents(), tmp_path)
    (tmp_path / "docs").mkdir()
    with pytest.raises(InputProblem, match=r"docs holds no document: get them from the archive"):
        gather_documents(documents(), tmp_path)


def test_an_absent_extra_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(folder, "EXTRA", ("no_such_package",))
    with pytest.raises(InputProblem, match=r"'no_such_package' is not installed; run `pip install .*\[documents\]'`"):
        gather_documents(documents(), tmp_path)


@pytest.mark.usefixtures("extra")
def test_a_temporary_workspace_reads_the_documents_of_its_repository(put, tmp_path):
    put("a.txt", b"hello")
    workspace = tmp_path / ".dvc/tmp/exps/tmpx"
    workspace.mkdir(parents=True)
    assert gather_documents(documents(), workspace).records["text"].tolist() == ["hello"]


def test_a_worker_starts_without_tables_and_without_the_extra():
    heavy = "{'pandas', 'numpy', 'pydantic', 'PIL', 'pypdfium2', 'defusedxml'} & set(sys.modules)"
    code = f"import sys, records.documents.worker; print({heavy})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
