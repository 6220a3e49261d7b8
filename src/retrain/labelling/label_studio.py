"""Tasks and annotations of Label Studio."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from retrain.labelling.annotation import Answer, Asked
from retrain.ml_configuration.errors import InputError


def write_tasks(asked: Sequence[Asked]) -> str:
    """The JSON that Label Studio imports: tasks, the model's answer as a prediction with its confidence as score."""
    return json.dumps([_task(row) for row in asked], indent=1, ensure_ascii=False) + "\n"


def read_annotations(text: str, file: str) -> list[Answer]:
    """The answers of an export in the format `JSON`; a task without an annotation, or a skipped one, is none.

    Raises:
        InputError: it is no such export, or an annotation has several labels.
    """
    try:
        tasks = json.loads(text)
        return [answer for number, task in enumerate(tasks, 1) for answer in _answers(number, task, file)]
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{file}: it is no export of Label Studio in the format JSON ({error!r})") from error


def _task(row: Asked) -> dict[str, object]:
    choice = {"from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": [row.prediction]}}
    return {
        "data": {"record_id": row.record_id, "text": row.text, "why": row.why.value, "digest": row.digest},
        "predictions": [{"score": round(row.confidence, 3), "result": [choice]}],
    }


def _answers(number: int, task: dict[str, Any], file: str) -> Iterator[Answer]:
    data = task["data"]
    for annotation in task["annotations"]:
        chosen = [label for one in annotation["result"] for label in one["value"]["choices"]]
        if annotation.get("was_cancelled") or not chosen:
            continue
        if len(chosen) > 1:
            raise InputError(f"{file}: task {number} has the labels {chosen}; a record has one, choose it there")
        record_id, digest, text = (str(data[name]) for name in ("record_id", "digest", "text"))
        yield Answer(number, record_id, digest, text, str(chosen[0]), _annotator(annotation))


def _annotator(annotation: dict[str, Any]) -> str:
    """The e-mail address, or the number, of whoever completed an annotation."""
    who = annotation.get("completed_by", "")
    return str(who["email"] if isinstance(who, dict) else who)
