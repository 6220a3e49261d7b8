"""A CSV read as it comes, and its answers written as they are known."""

import codecs
import csv
import io
from collections.abc import AsyncIterator, Callable, Sequence

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from retrain.ml_configuration import InputProblem
from retrain.pipeline.serving import ServedAnswer

SENT = 2**14
COLUMNS = ("id", "label", "confidence", "source", "abstained", "reason", "model", "error")
Ask = Callable[[dict[str, str]], ServedAnswer]


class CsvResponse(Response):
    """A CSV sent as its lines come; the request's body may still be read, which Starlette's own would discard."""

    media_type = "text/csv"

    def __init__(self, lines: AsyncIterator[str]) -> None:
        super().__init__()
        del self.headers["content-length"]
        self._lines = lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the lines, about 16 KiB at a time."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        held: list[str] = []
        size = 0
        async for line in self._lines:
            held.append(line)
            size += len(line)
            if size > SENT:
                await send({"type": "http.response.body", "body": "".join(held).encode(), "more_body": True})
                held, size = [], 0
        await send({"type": "http.response.body", "body": "".join(held).encode()})


async def rows_of(stream: AsyncIterator[bytes], longest: int) -> AsyncIterator[list[str]]:
    """The rows of a CSV, each as soon as it is whole.

    Args:
        stream: parts of the file, UTF-8 with or without a byte order mark.
        longest: characters of a row.

    Raises:
        InputProblem: a row is longer, is not UTF-8, or leaves a quotation open at the end.
    """
    async for text in _whole(stream, longest):
        for row in csv.reader(io.StringIO(text, newline="")):
            if row:
                yield row


async def _whole(stream: AsyncIterator[bytes], longest: int) -> AsyncIterator[str]:
    """Stretches of the file in which no row is cut."""
    decode, begun = codecs.getincrementaldecoder("utf-8-sig")().decode, ""
    async for part in stream:
        try:
            whole, begun = _cut(begun + decode(part))
        except UnicodeDecodeError as error:
            raise InputProblem("the file is not UTF-8; save it so") from error
        yield whole
        if len(begun) > longest:
            raise InputProblem(f"a row is longer than {longest:,} characters")
    if begun.count('"') % 2:
        raise InputProblem("a quotation is open at the end of the file")
    yield begun


def _cut(text: str) -> tuple[str, str]:
    """The text up to the last end of a line that is in no quotation, and the rest."""
    end = place = marks = 0
    for line in text.split("\n")[:-1]:
        place += len(line) + 1
        marks += line.count('"')
        if marks % 2 == 0:
            end = place
    return text[:end], text[end:]


async def answered_lines(rows: AsyncIterator[list[str]], ask: Ask, identity: str, model: str) -> AsyncIterator[str]:
    """The lines of the answers: a header, then one for each row; a row without an answer tells its error.

    Args:
        rows: the first names the columns.
        ask: answers a record.
        identity: the column of the id.
        model: its digest.
    """
    yield _line(COLUMNS)
    header: list[str] = []
    number = 0
    try:
        async for row in rows:
            if not header:
                header = row
                continue
            number += 1
            yield _line(_answered(row, header, number, ask, identity, model))
    except (InputProblem, csv.Error) as problem:
        yield _line([str(number + 1), *[""] * 5, model, str(problem)])


def _answered(row: list[str], header: list[str], number: int, ask: Ask, identity: str, model: str) -> Sequence[str]:
    record = dict(zip(header, row, strict=False))
    name = record.get(identity) or str(number)
    try:
        if len(row) != len(header):
            raise InputProblem(f"{len(row)} cells instead of {len(header)}")
        given = ask(record)
    except InputProblem as problem:
        return [name, *[""] * 5, model, str(problem)]
    answer, abstained = given.answer, "true" if given.abstained else "false"
    return [name, answer.label, repr(answer.confidence), answer.source, abstained, given.reason, model, ""]


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
