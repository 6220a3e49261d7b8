"""DOCX, PPTX and ODT are read with text, layout and dates."""

from dataclasses import replace

import pytest
import written_documents as written

from records.documents.document import Document
from records.documents.file_kinds import FileKind

pytest.importorskip("defusedxml", reason="the extra [documents] is not installed")


@pytest.mark.usefixtures("extra")
def test_office_files_are_read_with_their_layout(read, put):
    letter = read(put("a", written.letter()))
    assert (letter.created, letter.modified) == ("2024-03-01", "2024-03-02")
    assert replace(letter, created="", modified="") == Document(
        FileKind.DOCX,
        text="Dear all\ncell\nbox\nHead",
        characters=22,
        images=1,
        tables=1,
        width=595.0,
        height=842.0,
    )
    texts = [f"slide {number}" for number in range(1, 12)]
    assert read(put("b", written.slides(*texts))) == Document(
        FileKind.PPTX, text="\n".join(texts), characters=89, pages=11, width=960.0, height=540.0
    )
    assert read(put("c", written.open_text())) == Document(
        FileKind.ODF, text="Title\none two three", characters=19, tables=1
    )
