"""JSON lines of doccano's text classification."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from retrain.labelling.annotation import Annotation, LabelRequest
from retrain.ml_configuration.errors import InputError


def write_lines(requests: Sequence[LabelRequest]) -> str:
    """The JSON lines that doccano imports.

    The prediction is a field of its own. Among the labels it would come back as if an annotator had
    confirmed it.
    """
    return "".join(json.dumps(_line(request), ensure_ascii=False) + "\n" for request in requests)


def read_lines(text: str, file: str) -> list[Annotation]:
    """The annotations of an export in the format JSONL; a line without a label has none.

    Raises:
        InputError: a line is not of such an export, or has several labels.
    """
    annotations: list[Annotation] = []
    for number, line in enumerate(text.split("\n"), 1):
        annotations += _annotations(number, line, file)
    return annotations


def _line(request: LabelRequest) -> dict[str, object]:
    return {
        "text": request.text,
        "label": [],
        "record_id": request.record_id,
        "prediction": request.prediction,
        "why": request.reason.value,
        "digest": request.digest,
    }


def _annotations(number: int, line: str, file: str) -> Iterator[Annotation]:
    if not line.strip():
        return
    try:
        row: dict[str, Any] = json.loads(line)
        labels = row.get("label") or []
        record_id, digest, text = (str(row[name]) for name in ("record_id", "digest", "text"))
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        problem = f"it is no line of doccano's JSONL export ({error!r})"
        raise InputError(f"{file}:{number}: {problem}") from error
    if len(labels) > 1:
        problem = f"it has the labels {labels}; a record has one, choose it there"
        raise InputError(f"{file}:{number}: {problem}")
    for label in labels:
        yield Annotation(number, record_id, digest, text, str(label), "")
