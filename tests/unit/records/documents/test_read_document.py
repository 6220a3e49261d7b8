"""A document is read alone: nothing is fetched, and its text is cut."""

import pytest
import written_documents as written

from records.documents.document import Status


def test_a_long_text_is_cut_and_its_length_kept(read, put):
    document = read(put("a.txt", b"hello world"), characters=5)
    assert (document.text, document.characters, document.status) == ("hello", 11, Status.OK)


@pytest.mark.usefixtures("extra")
def test_nothing_is_fetched_that_a_document_refers_to(read, put, monkeypatch):
    contacted = []
    monkeypatch.setattr("socket.socket.connect", lambda _, address: contacted.append(address))
    monkeypatch.setattr("socket.getaddrinfo", lambda *address: contacted.append(address))
    page = b'<html><link rel="stylesheet" href="http://127.0.0.1/a.css"><img src="http://127.0.0.1/a.png">hello'
    linked = written.word('<w:p><w:t>hello</w:t></w:p><w:altChunk id="http://127.0.0.1/a.html"/>')
    mail = b"From: a@b\nTo: c@d\nContent-Type: text/html\n\n" + page
    assert [read(put("a", content)).text for content in (page, linked, mail)] == ["hello"] * 3
    assert contacted == []
