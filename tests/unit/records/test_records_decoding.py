import pytest

from records.decoding import decode
from records.problems import InputProblem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_with_and_without_a_byte_order_mark(encoding):
    assert decode("größe,€".encode(encoding), "a.csv") == "größe,€"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("a,b".encode("utf-16"), "a.csv:1: the file is in UTF-16, not UTF-8; save the file as UTF-8"),
        ("a,b".encode("utf-32"), "a.csv:1: the file is in UTF-32, not UTF-8; save the file as UTF-8"),
        (b"a\r\nb\r\ncaf\xe9\n", "a.csv:3: byte 10 of the file, 0xe9, is not UTF-8; save the file as UTF-8"),
        (b"\xef\xbb\xbfa\n\xe9", "a.csv:2: byte 6 of the file, 0xe9, is not UTF-8; save the file as UTF-8"),
    ],
)
def test_another_encoding_is_named_with_line_and_byte(raw, message):
    with pytest.raises(InputProblem) as problem:
        decode(raw, "a.csv")
    assert str(problem.value) == message
