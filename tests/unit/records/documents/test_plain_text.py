"""Any bytes become clean text."""

import pytest

from records.documents.plain_text import clean_text, decode_text


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
    assert decode_text(raw, declared) == text


def test_a_text_in_a_record_has_no_nul_no_lone_surrogate_and_no_empty_line():
    assert clean_text(" a\0 \t b\r\n\r\n\f c\ud800\n") == "a b\nc?"
