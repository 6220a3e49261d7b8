"""Each kind of document is read for what it is."""

from dataclasses import replace

import pytest
import written_documents as written

from records.documents.document import Document, Status, day
from records.documents.file_kinds import Kind, kind_of, kind_of_ole
from records.documents.plain_text import decoded, tidy
from records.documents.read_document import read_document


def read(path, **changes) -> Document:
    return read_document(path, "eng", changes.get("characters", 1000))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\n%PDF-1.7 ...", Kind.PDF),
        (b"PK\x03\x04...", Kind.ZIP),
        (written.OLE, Kind.OLE),
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
    assert kind_of_ole(written.OLE + stream.encode("utf-16-le")) is kind


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
    for content in (b"{\\rtf1 hello}", written.OLE + "WordDocument".encode("utf-16-le")):
        assert read(put("a.doc", content)).status is Status.UNSUPPORTED


@pytest.mark.usefixtures("extra")
def test_old_office_files_are_read_by_way_of_pdf(put, tmp_path, monkeypatch):
    made = put("../made.pdf", written.pdf(written.shown("from an old file")))
    program = tmp_path / "bin/soffice"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n[ "$2" = --headless ] && /bin/cp {made} "$7/given.pdf"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}")
    document = read(put("a.doc", written.OLE + "WordDocument".encode("utf-16-le")))
    assert (document.kind, document.text, document.pages) == (Kind.DOC, "from an old file", 1)
