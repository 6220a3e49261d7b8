"""PDF is read with text and layout."""

import pytest
import written_documents as written

from records.documents.document import Document
from records.documents.file_kinds import FileKind

pytest.importorskip("pypdfium2", reason="the extra [documents] is not installed")


@pytest.mark.usefixtures("extra")
def test_a_pdf_is_read_with_its_layout(read, put):
    document = read(put("a.docx", written.pdf(written.shown("first"), written.shown("second"))))
    layout = {"pages": 2, "width": 595.0, "height": 842.0}
    assert document == Document(FileKind.PDF, text="first\nsecond", characters=12, **layout)
