"""A CSV read as it comes, and its answers written as they are known."""

import codecs
import csv
import io
from collections.abc import AsyncIterator, Callable, Sequence
from typing import TypeAlias

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from retrain.ml_configuration import InputError
from retrain.serving.model_watcher import ServedAnswer
from retrain.serving.online_predictor import Record

SENT = 2**14
COLUMNS = ("id", "label", "confidence", "source", "abstained", "reason", "model", "error")
TOGETHER = 32
Row: TypeAlias = list[str]
Ask: TypeAlias = Callable[[Sequence[Record]], Sequence[ServedAnswer]]


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


async def rows_of(stream: AsyncIterator[bytes], longest: int) -> AsyncIterator[list[Row]]:
    """The rows of a CSV, those that are whole as soon as they are.

    Args:
        stream: parts of the file, UTF-8 with or without a byte order mark.
        longest: characters of a row.

    Raises:
        InputError: a row is longer, is not UTF-8, or leaves a quotation open at the end.
    """
    async for text in _whole(stream, longest):
        rows: list[Row] = []
        try:
            rows.extend(filter(None, csv.reader(io.StringIO(text, newline=""))))
        except csv.Error as error:
            yield rows
            raise InputError(str(error)) from error
        yield rows


async def _whole(stream: AsyncIterator[bytes], longest: int) -> AsyncIterator[str]:
    """Stretches of the file in which no row is cut."""
    decode, begun = codecs.getincrementaldecoder("utf-8-sig")().decode, ""
    async for part in stream:
        try:
            whole, begun = _cut(begun + decode(part))
        except UnicodeDecodeError as error:
            raise InputError("the file is not UTF-8; save it so") from error
        yield whole
        if len(begun) > longest:
            raise InputError(f"a row is longer than {longest:,} characters")
    if begun.count('"') % 2:
        raise InputError("a quotation is open at the end of the file")
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


async def answered_lines(rows: AsyncIterator[list[Row]], ask: Ask, identity: str, model: str) -> AsyncIterator[str]:
    """The lines of the answers: a header, then one for each row; a row without an answer tells its error.

    Args:
        rows: some at a time; the very first names the columns.
        ask: answers records.
        identity: the column of the id.
        model: its digest.
    """
    yield _line(COLUMNS)
    header: list[str] = []
    number = 0
    try:
        async for some in rows:
            if not header:
                header, some = next(iter(some), []), some[1:]
            for begin in range(0, len(some), TOGETHER):
                part = some[begin : begin + TOGETHER]
                for row, answer in zip(part, _answered(part, header, ask), strict=True):
                    number += 1
                    name = dict(zip(header, row, strict=False)).get(identity) or str(number)
                    yield _line(_told(name, answer, model))
    except InputError as problem:
        yield _line(_told(str(number + 1), problem, model))


def _answered(rows: list[Row], header: Row, ask: Ask) -> Sequence[ServedAnswer | InputError]:
    """The answer for each row, or why it has none."""
    try:
        return ask([_record(row, header) for row in rows])
    except InputError as problem:
        return [problem] if len(rows) == 1 else [one for row in rows for one in _answered([row], header, ask)]


def _record(row: Row, header: Row) -> Record:
    if len(row) != len(header):
        raise InputError(f"{len(row)} cells instead of {len(header)}")
    return dict(zip(header, row, strict=True))


def _told(name: str, answer: ServedAnswer | InputError, model: str) -> Sequence[str]:
    if isinstance(answer, InputError):
        return [name, *[""] * 5, model, str(answer)]
    (label, confidence, source, _, _), abstained = answer.answer, "true" if answer.abstained else "false"
    return [name, label, repr(confidence), source, abstained, answer.reason, model, ""]


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
