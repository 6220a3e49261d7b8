"""HTML is read as a browser shows it."""

from records.documents.document import Document
from records.documents.file_kinds import FileKind


def test_a_page_of_html_is_read_as_it_is_seen(read, put):
    page = '<html><title>T</title><style>s</style><body>one <b>two</b><p>three &amp; <img src="http://x"><table>'
    assert read(put("a.pdf", page.encode())) == Document(
        FileKind.HTML, text="T\none two\nthree &", characters=17, images=1, tables=1
    )
