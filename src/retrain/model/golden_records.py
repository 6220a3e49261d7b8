"""Golden records: synthetic records whose predictions are checked wherever a model is loaded."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np

from retrain.ml_configuration import InputError, Role, Task
from retrain.ml_configuration.columns import Columns, to_columns, to_rows
from retrain.model.predictions import Predictions

GOLDEN = "golden.jsonl"
RECORDS = 20
WORDS = 12
TOLERANCE = 1e-6

Predict: TypeAlias = Callable[[Columns], Predictions]


def synthesize_golden_records(training: Columns, vocabulary: list[str], task: Task, seed: int) -> dict[str, list[str]]:
    """Twenty synthetic records of a task, none of them a person's.

    Args:
        training: training rows, whose categories, days and ranges of numbers are drawn from.
        vocabulary: terms that texts are drawn from.
        task: the columns to fill.
        seed: of the draws.

    Returns:
        Every column of the training rows; what is no feature is "", ids are golden-1 to golden-20.
    """
    draws = np.random.Generator(np.random.PCG64(seed))
    records = {name: [""] * RECORDS for name in training}
    ids = [f"golden-{number}" for number in range(1, RECORDS + 1)]
    records[task.column_name(Role.ID) or "id"] = ids
    for name in task.column_names(Role.TEXT):
        records[name] = [_text(vocabulary, draws) for _ in range(RECORDS)]
    for name in (*task.column_names(Role.CATEGORY), *task.column_names(Role.DATE)):
        records[name] = draws.choice(sorted(set(training[name])), RECORDS).tolist()
    for name in task.column_names(Role.NUMBER):
        records[name] = _numbers(training[name], draws)
    for name in task.column_names(Role.IMAGE):
        records[name] = _images(training[name], draws)
    return records


def write_golden(folder: Path, records: Columns, predict: Predict) -> None:
    """Writes the records with the model's predictions, one JSON a line."""
    predictions = predict(records)
    confidences = predictions.confidence.tolist()
    lines: list[str] = []
    for record, label, confidence in zip(to_rows(records), predictions.prediction, confidences, strict=True):
        line = {"record": record, "prediction": label, "confidence": confidence}
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    (folder / GOLDEN).write_text("".join(lines), encoding="utf-8")


def check_golden(folder: Path, predict: Predict) -> None:
    """Passes where a model predicts as it did when it was trained, confidences within 1e-6.

    Raises:
        InputError: it does not; the libraries here compute otherwise than those that trained it.
    """
    file = folder / GOLDEN
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    for number, line in enumerate(lines, 1):
        predictions = predict(to_columns([line["record"]]))
        label = predictions.prediction[0]
        confidence = float(predictions.confidence[0])
        if label != line["prediction"] or abs(confidence - line["confidence"]) > TOLERANCE:
            raise InputError(
                f"{file}:{number}: the model predicts {label!r} ({confidence:.6f}) where it "
                f"predicted {line['prediction']!r} ({line['confidence']:.6f}); "
                "install the versions of requirements.lock"
            )


def _text(vocabulary: list[str], draws: np.random.Generator) -> str:
    return " ".join(draws.choice(vocabulary, WORDS)) if vocabulary else ""


def _numbers(cells: Sequence[str], draws: np.random.Generator) -> list[str]:
    values = [float(cell) for cell in cells if cell]
    if not values:
        return [""] * RECORDS
    low, high = (int(value) for value in np.quantile(values, (0.05, 0.95)))
    return [str(value) for value in draws.integers(low, high + 1, RECORDS, endpoint=True)]


def _images(cells: Sequence[str], draws: np.random.Generator) -> list[str]:
    images = [cell.split() for cell in cells if cell] or [[]]
    brightest = max((int(pixel) for image in images for pixel in image), default=0)
    noise = draws.integers(0, brightest, (RECORDS, len(images[0])), endpoint=True)
    return [" ".join(map(str, image)) for image in noise.tolist()]
