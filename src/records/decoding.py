"""From the bytes of a file to its text."""

import codecs

from records.problems import InputProblem

REMEDY = "save the file as UTF-8"
OTHER_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def decode(raw: bytes, file: str) -> str:
    """The text of a file in UTF-8, without the byte order mark that it may begin with.

    Raises:
        InputProblem: the bytes are in another encoding; names file, line and byte.
    """
    for mark, encoding in OTHER_MARKS.items():
        if raw.startswith(mark):
            raise InputProblem(f"{file}:1: the file is in {encoding}, not UTF-8; {REMEDY}")
    body = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise InputProblem(_not_utf8(raw, len(raw) - len(body) + error.start, file)) from error


def _not_utf8(raw: bytes, place: int, file: str) -> str:
    line = len(raw[: place + 1].splitlines())
    return f"{file}:{line}: byte {place + 1} of the file, 0x{raw[place]:02x}, is not UTF-8; {REMEDY}"
