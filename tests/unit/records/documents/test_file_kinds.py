"""The kind of a document is detected from its content."""

import pytest
import written_documents as written

from records.documents.file_kinds import FileKind, detect_archive_kind, detect_kind, detect_ole_kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\n%PDF-1.7 ...", FileKind.PDF),
        (b"PK\x03\x04...", FileKind.ZIP),
        (written.OLE, FileKind.OLE),
        (b"{\\rtf1 hello}", FileKind.RTF),
        (written.png(1, 1), FileKind.IMAGE),
        (b"From: a\r\nTo: b\r\n\r\nhi", FileKind.EML),
        (b"From: a letter that begins like mail\n\nTo: nobody", FileKind.TEXT),
        (b"\n <!DOCTYPE html><title>x</title>", FileKind.HTML),
        ("Grüße".encode("utf-16"), FileKind.TEXT),
        (b"a\0b", FileKind.BINARY),
        (b"1 < 2", FileKind.TEXT),
    ],
)
def test_the_kind_is_what_the_first_bytes_say(content, kind):
    assert detect_kind(content) is kind


@pytest.mark.parametrize(
    ("stream", "kind"),
    [("WordDocument", FileKind.DOC), ("Book", FileKind.XLS), ("other", FileKind.OLE)],
)
def test_old_office_files_are_distinguished_by_their_streams(stream, kind):
    assert detect_ole_kind(written.OLE + stream.encode("utf-16-le")) is kind


@pytest.mark.parametrize(
    ("member", "kind"),
    [("word/document.xml", FileKind.DOCX), ("content.xml", FileKind.ODF), ("a.txt", FileKind.ZIP)],
)
def test_zip_files_are_distinguished_by_their_members(member, kind):
    assert detect_archive_kind(["b.txt", member]) is kind
