"""Images and scanned pages are recognised where tesseract is installed."""

import pytest
import written_documents as written

from records.documents.document import Document, Status
from records.documents.file_kinds import FileKind


@pytest.mark.usefixtures("extra", "without_programs")
def test_pictures_and_scans_need_recognition_where_tesseract_is_absent(read, put):
    image = read(put("a.png", written.png(30, 10)))
    size = {"width": 30, "height": 10}
    assert image == Document(FileKind.IMAGE, Status.NEEDS_OCR, pages=1, images=1, **size)
    scan = read(
        put(
            "b.pdf",
            written.pdf(written.shown("a page with words to read"), written.pixel_in_line()),
        )
    )
    assert (scan.status, scan.text, scan.images) == (
        Status.NEEDS_OCR,
        "a page with words to read",
        1,
    )


@pytest.mark.usefixtures("extra")
def test_pictures_and_scans_are_recognised_by_tesseract(read, put, tmp_path, monkeypatch):
    program = tmp_path / "bin/tesseract"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\n/usr/bin/head -c 8 | /usr/bin/tail -c +2 | /usr/bin/head -c 3\necho " $4"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}")
    for name, content in {
        "a.png": written.png(30, 10),
        "b.pdf": written.pdf(written.pixel_in_line()),
    }.items():
        document = read(put(name, content))
        assert (document.status, document.text) == (Status.OK, "PNG eng")
