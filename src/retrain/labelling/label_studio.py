"""Tasks and annotations of Label Studio."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from retrain.labelling.annotation import Annotation, LabelRequest
from retrain.ml_configuration.errors import InputError


def write_tasks(requests: Sequence[LabelRequest]) -> str:
    """The JSON that Label Studio imports: tasks with predictions and their confidence as score."""
    return json.dumps([_task(request) for request in requests], indent=1, ensure_ascii=False) + "\n"


def read_annotations(text: str, file: str) -> list[Annotation]:
    """The annotations of an export in the format `JSON`, without skipped tasks.

    Raises:
        InputError: it is no such export, or an annotation has several labels.
    """
    annotations: list[Annotation] = []
    try:
        for number, task in enumerate(json.loads(text), 1):
            annotations += _annotations(number, task, file)
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        problem = f"it is no export of Label Studio in the format JSON ({error!r})"
        raise InputError(f"{file}: {problem}") from error
    return annotations


def _task(request: LabelRequest) -> dict[str, object]:
    choice = {
        "from_name": "label",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": [request.prediction]},
    }
    data = {
        "record_id": request.record_id,
        "text": request.text,
        "why": request.reason.value,
        "digest": request.digest,
    }
    prediction = {"score": round(request.confidence, 3), "result": [choice]}
    return {"data": data, "predictions": [prediction]}


def _annotations(number: int, task: dict[str, Any], file: str) -> Iterator[Annotation]:
    data = task["data"]
    for annotation in task["annotations"]:
        labels = [label for result in annotation["result"] for label in result["value"]["choices"]]
        if annotation.get("was_cancelled") or not labels:
            continue
        if len(labels) > 1:
            problem = f"task {number} has the labels {labels}; a record has one, choose it there"
            raise InputError(f"{file}: {problem}")
        record_id, digest, text = (str(data[name]) for name in ("record_id", "digest", "text"))
        yield Annotation(number, record_id, digest, text, str(labels[0]), _annotator(annotation))


def _annotator(annotation: dict[str, Any]) -> str:
    """The e-mail address, or the number, of the user who completed an annotation."""
    user = annotation.get("completed_by", "")
    return str(user["email"] if isinstance(user, dict) else user)
