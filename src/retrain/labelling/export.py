"""Exports the rows that are most useful to label."""

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from retrain.labelling.annotation import LabelRequest, displayed_texts, text_digest
from retrain.labelling.human_labels import valid_human_labels
from retrain.labelling.labelable_rows import read_adapted
from retrain.labelling.sampling import Pool, margins, select_rows
from retrain.labelling.tools import REGISTRY
from retrain.ml_configuration import InputError, Role, Task, paths
from retrain.ml_configuration.label_tool import LabelTool
from retrain.ml_configuration.stages import SplitSections
from retrain.model.classifier import Classifier
from retrain.workspace.atomic import replace_file
from retrain.workspace.csv_tables import TableColumns, raw_rows
from retrain.workspace.work_dir import work_folder

SEED = 20_240_229


def export_labels(sections: SplitSections, tool: LabelTool, rows: int, model: Path, out: Path | None) -> str:
    """Writes a file of rows to label; the message to print, with the number of rows by reason.

    Rows that a person has labelled already are left out.

    Args:
        sections: the task and its splits.
        tool: the labelling tool that imports the file.
        rows: how many to export.
        model: the folder of the model whose predictions select the rows.
        out: the file to write; by default one in the work folder, which git ignores, because the
            file holds texts.

    Raises:
        InputError: the training pipeline has not run, the model is of another task, or no row may
            be labelled.
    """
    classifier = Classifier.load(model)
    task = sections.task
    model_task = classifier.recipe.task.name
    if model_task != task.name:
        raise InputError(f"{model} is of the task {model_task!r}; name a --model of {task.name!r}")
    requests = _requests(_candidates(sections), task, classifier, rows)
    file = out or work_folder() / f"labels/rows{REGISTRY[tool].suffix}"
    replace_file(file, REGISTRY[tool].write(requests).encode())
    counts = Counter(request.reason.value for request in requests)
    summary = ", ".join(f"{counts[reason]} {reason}" for reason in sorted(counts))
    return f"{file} is written: {summary}"


def _candidates(sections: SplitSections) -> pd.DataFrame:
    """The rows that may be labelled, have a text and have no label from a person."""
    records, labelable = read_adapted(sections)
    ids = records[str(sections.task.column_name(Role.ID))]
    labelled = ids.isin(list(valid_human_labels(records, sections.task))).to_numpy(dtype=bool)
    texts = displayed_texts(records, sections.task)
    has_text = np.array([bool(text.strip()) for text in texts], dtype=bool)
    rows: pd.DataFrame = records.loc[labelable & has_text & ~labelled]
    if rows.empty:
        reason = "the others are held out, or a person labelled them"
        raise InputError(f"{paths.ADAPTED}: no row is left to label; {reason}")
    return rows.reset_index(drop=True)


def _requests(rows: pd.DataFrame, task: Task, classifier: Classifier, count: int) -> list[LabelRequest]:
    answers = classifier.predict(TableColumns(raw_rows(rows, task)))
    column_of = {label: column for column, label in enumerate(answers.labels)}
    labels = rows[task.label].str.strip()
    columns = np.array([column_of.get(label, -1) for label in labels], dtype=np.int64)
    texts = displayed_texts(rows, task)
    labelled = (labels != "").to_numpy(dtype=bool)
    pool = Pool(texts, answers.prediction, margins(answers.probabilities, columns), labelled)
    confidence = answers.probability_of(answers.prediction)
    return [
        LabelRequest(
            record_id=str(answers.ids[row]),
            digest=text_digest(texts[row]),
            text=texts[row],
            prediction=answers.prediction[row],
            confidence=confidence[row],
            reason=reason,
        )
        for row, reason in select_rows(pool, count, SEED).items()
    ]
