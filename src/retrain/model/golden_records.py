"""Golden answers: what a model said of invented records when it was trained, and must say wherever it is loaded."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from retrain.ml_configuration import InputError, Role, Task
from retrain.model.light_table import FewRecords
from retrain.model.predictions import Answers

if TYPE_CHECKING:
    import pandas as pd

GOLDEN = "golden.jsonl"
RECORDS = 20
WORDS = 12
TOLERANCE = 1e-6

Answer: TypeAlias = "Callable[[pd.DataFrame], Answers]"


def invent_records(training: pd.DataFrame, vocabulary: list[str], task: Task, seed: int) -> pd.DataFrame:
    """Twenty records of a task that no person wrote.

    Args:
        training: training rows, whose categories, days and ranges of numbers are drawn from.
        vocabulary: terms that texts are drawn from.
        task: the columns to fill.
        seed: of the draws.

    Returns:
        Every column of the training rows, cells text: no features are empty, ids are golden-1 to
        golden-20.
    """
    import pandas as pd

    draws = np.random.Generator(np.random.PCG64(seed))
    records = pd.DataFrame("", index=range(RECORDS), columns=training.columns)
    records[task.column_name(Role.ID) or "id"] = [f"golden-{number}" for number in range(1, RECORDS + 1)]
    for name in task.column_names(Role.TEXT):
        records[name] = [" ".join(draws.choice(vocabulary, WORDS)) if vocabulary else "" for _ in range(RECORDS)]
    for name in (*task.column_names(Role.CATEGORY), *task.column_names(Role.DATE)):
        records[name] = draws.choice(sorted(training[name].unique()), RECORDS)
    for name in task.column_names(Role.NUMBER):
        records[name] = _numbers(training[name], draws)
    for name in task.column_names(Role.IMAGE):
        records[name] = _images(training[name], draws)
    return records


def write_golden(folder: Path, records: pd.DataFrame, answer: Answer) -> None:
    """Writes the records with the answers of the model, one JSON a line."""
    answers = answer(records)
    confidences = answers.probability_of(answers.prediction).tolist()
    told = zip(records.to_dict("records"), answers.prediction, confidences, strict=True)
    lines = [
        json.dumps({"record": record, "prediction": prediction, "confidence": confidence}, ensure_ascii=False)
        for record, prediction, confidence in told
    ]
    (folder / GOLDEN).write_text("\n".join(lines) + "\n", encoding="utf-8")


def check_golden(folder: Path, answer: Answer) -> None:
    """Passes where a model answers as it did when it was trained, confidences within 1e-6.

    Raises:
        InputError: it does not; the libraries here compute otherwise than those that trained it.
    """
    lines = [json.loads(line) for line in (folder / GOLDEN).read_text(encoding="utf-8").splitlines()]
    for number, line in enumerate(lines):
        answers = answer(FewRecords.of([line["record"]]))
        confidence = float(answers.probability_of(answers.prediction)[0])
        same = answers.prediction[0] == line["prediction"]
        if not same or abs(confidence - line["confidence"]) > TOLERANCE:
            raise InputError(
                f"{folder / GOLDEN}:{number + 1}: the model answers {answers.prediction[0]!r} "
                f"({confidence:.6f}) where it answered {line['prediction']!r} ({line['confidence']:.6f}); "
                "install the versions of requirements.lock"
            )


def _numbers(column: pd.Series, draws: np.random.Generator) -> list[str]:
    import pandas as pd

    known = pd.to_numeric(column[column != ""])
    if known.empty:
        return [""] * RECORDS
    low, high = int(known.quantile(0.05)), int(known.quantile(0.95)) + 1
    return [str(value) for value in draws.integers(low, high, RECORDS, endpoint=True)]


def _images(column: pd.Series, draws: np.random.Generator) -> list[str]:
    known = [cell.split() for cell in column if cell] or [[]]
    brightest = max((int(pixel) for image in known for pixel in image), default=0)
    noise = draws.integers(0, brightest, (RECORDS, len(known[0])), endpoint=True)
    return [" ".join(map(str, image)) for image in noise.tolist()]
