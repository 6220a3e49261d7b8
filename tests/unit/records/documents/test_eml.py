"""E-mails are read with subject, body and date."""

import pytest
import written_documents as written

from records.documents.document import Document, Status, UnreadableDocumentError
from records.documents.eml import read_eml
from records.documents.file_kinds import FileKind


@pytest.mark.parametrize("html", [False, True])
def test_a_letter_is_read_with_its_subject_and_the_day_it_was_sent(read, put, html):
    text = "Grüße\nPlease pay" if html else "Grüße\nPlease päy"
    expected = Document(FileKind.EML, text=text, characters=16, created="2024-01-05", images=1)
    assert read(put("a.txt", written.mail(html))) == expected


def test_an_email_of_too_many_parts_is_refused():
    with pytest.raises(UnreadableDocumentError) as problem:
        read_eml(written.many_parts())
    assert problem.value.status is Status.PARTS
