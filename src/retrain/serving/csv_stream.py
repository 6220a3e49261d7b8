"""Reads a CSV as it arrives and writes the predictions for its rows as they are made."""

import codecs
import csv
import io
from collections.abc import AsyncIterator, Callable, Sequence
from typing import TypeAlias

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from retrain.ml_configuration import InputError
from retrain.ml_configuration.columns import Record
from retrain.serving.online_predictor import ServedPrediction

FLUSH_CHARS = 2**14
COLUMNS = ("id", "label", "confidence", "source", "abstained", "reason", "model", "error")
BATCH_ROWS = 32
Row: TypeAlias = list[str]
Predict: TypeAlias = Callable[[Sequence[Record]], Sequence[ServedPrediction]]


class CsvResponse(Response):
    """A CSV sent line by line while the body is still read, which Starlette's own class discards."""

    media_type = "text/csv"

    def __init__(self, lines: AsyncIterator[str]) -> None:
        super().__init__()
        del self.headers["content-length"]
        self._lines = lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the lines, about 16 KiB at a time."""
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})
        buffer: list[str] = []
        size = 0
        async for line in self._lines:
            buffer.append(line)
            size += len(line)
            if size > FLUSH_CHARS:
                body = "".join(buffer).encode()
                await send({"type": "http.response.body", "body": body, "more_body": True})
                buffer = []
                size = 0
        await send({"type": "http.response.body", "body": "".join(buffer).encode()})


async def iter_csv_rows(stream: AsyncIterator[bytes], max_row: int) -> AsyncIterator[list[Row]]:
    """The rows of a CSV in lists, each row as soon as it is complete.

    Args:
        stream: parts of the file, UTF-8 with or without a byte order mark.
        max_row: characters of a row.

    Raises:
        InputError: a row is longer, is not UTF-8, or leaves a quotation open at the end.
    """
    async for text in _complete_rows(stream, max_row):
        rows: list[Row] = []
        try:
            rows.extend(filter(None, csv.reader(io.StringIO(text, newline=""))))
        except csv.Error as error:
            yield rows
            raise InputError(str(error)) from error
        yield rows


async def _complete_rows(stream: AsyncIterator[bytes], max_row: int) -> AsyncIterator[str]:
    """Parts of the file that end where a row ends."""
    decode = codecs.getincrementaldecoder("utf-8-sig")().decode
    rest = ""
    async for chunk in stream:
        try:
            complete, rest = _cut_after_last_row(rest + decode(chunk))
        except UnicodeDecodeError as error:
            raise InputError("the file is not UTF-8; save it so") from error
        yield complete
        if len(rest) > max_row:
            raise InputError(f"a row is longer than {max_row:,} characters")
    if rest.count('"') % 2:
        raise InputError("a quotation is open at the end of the file")
    yield rest


def _cut_after_last_row(text: str) -> tuple[str, str]:
    """The text up to the last line end outside a quotation, and the rest."""
    end = position = quotes = 0
    for line in text.split("\n")[:-1]:
        position += len(line) + 1
        quotes += line.count('"')
        if quotes % 2 == 0:
            end = position
    return text[:end], text[end:]


async def prediction_lines(
    rows: AsyncIterator[list[Row]], predict: Predict, id_column: str, model: str
) -> AsyncIterator[str]:
    """The lines of the response: a header, then the prediction or the error of each row.

    Args:
        rows: some at a time; the very first names the columns.
        predict: from records to their predictions.
        id_column: the column of the id.
        model: its digest.
    """
    yield _line(COLUMNS)
    header: list[str] = []
    number = 0
    try:
        async for part in rows:
            data = part
            if not header and part:
                header, *data = part
            for start in range(0, len(data), BATCH_ROWS):
                batch = data[start : start + BATCH_ROWS]
                for row, outcome in zip(batch, _predict_rows(batch, header, predict), strict=True):
                    number += 1
                    name = dict(zip(header, row, strict=False)).get(id_column) or str(number)
                    yield _line(_cells(name, outcome, model))
    except InputError as error:
        yield _line(_cells(str(number + 1), error, model))


def _predict_rows(rows: list[Row], header: Row, predict: Predict) -> Sequence[ServedPrediction | InputError]:
    """The prediction for each row, or why it has none."""
    try:
        return predict([_record(row, header) for row in rows])
    except InputError as error:
        if len(rows) == 1:
            return [error]
    return [_predict_rows([row], header, predict)[0] for row in rows]


def _record(row: Row, header: Row) -> Record:
    if len(row) != len(header):
        raise InputError(f"{len(row)} cells instead of {len(header)}")
    return dict(zip(header, row, strict=True))


def _cells(name: str, outcome: ServedPrediction | InputError, model: str) -> Sequence[str]:
    if isinstance(outcome, InputError):
        return [name, *[""] * 5, model, str(outcome)]
    label, confidence, source, *_ = outcome.prediction
    abstained = "true" if outcome.abstained else "false"
    return [name, label, repr(confidence), source, abstained, outcome.reason, model, ""]


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
