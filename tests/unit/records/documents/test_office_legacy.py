"""Old office files and RTF are read by way of LibreOffice, where it is installed."""

import pytest
import written_documents as written

from records.documents.document import Status
from records.documents.file_kinds import FileKind


@pytest.mark.usefixtures("without_programs")
def test_old_office_files_need_libreoffice(read, put):
    for content in (b"{\\rtf1 hello}", written.OLE + "WordDocument".encode("utf-16-le")):
        assert read(put("a.doc", content)).status is Status.UNSUPPORTED


@pytest.mark.usefixtures("extra")
def test_old_office_files_are_read_by_way_of_pdf(read, put, tmp_path, monkeypatch):
    made = put("../made.pdf", written.pdf(written.shown("from an old file")))
    program = tmp_path / "bin/soffice"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n[ "$2" = --headless ] && /bin/cp {made} "$7/given.pdf"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}")
    document = read(put("a.doc", written.OLE + "WordDocument".encode("utf-16-le")))
    assert (document.kind, document.text, document.pages) == (FileKind.DOC, "from an old file", 1)
