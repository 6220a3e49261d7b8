"""Lines of doccano's text classification."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from retrain.labelling.annotation import Answer, Asked
from retrain.ml_configuration.errors import InputError


def write_lines(asked: Sequence[Asked]) -> str:
    """The JSON lines that doccano imports.

    The model's answer stands beside the text and not among the labels, where a row that nobody
    looked at would come back as if somebody had.
    """
    return "".join(json.dumps(_line(row), ensure_ascii=False) + "\n" for row in asked)


def read_lines(text: str, file: str) -> list[Answer]:
    """The answers of an export in the format JSONL; a line without a label is none.

    Raises:
        InputError: a line is not of such an export, or has several labels.
    """
    return [answer for number, line in enumerate(text.split("\n"), 1) for answer in _answers(number, line, file)]


def _line(row: Asked) -> dict[str, object]:
    told = {"record_id": row.record_id, "prediction": row.prediction, "why": row.why.value, "digest": row.digest}
    return {"text": row.text, "label": [], **told}


def _answers(number: int, line: str, file: str) -> Iterator[Answer]:
    if not line.strip():
        return
    try:
        row: dict[str, Any] = json.loads(line)
        labels = row.get("label") or []
        record_id, digest, text = (str(row[name]) for name in ("record_id", "digest", "text"))
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{file}:{number}: it is no line of doccano's JSONL export ({error!r})") from error
    if len(labels) > 1:
        raise InputError(f"{file}:{number}: it has the labels {labels}; a record has one, choose it there")
    yield from (Answer(number, record_id, digest, text, str(label), "") for label in labels)
