"""Rows for people to label."""

from pathlib import Path

import numpy as np
import pandas as pd

from retrain.labelling import REGISTRY, Asked, Pool, choose, margins, shown_texts, text_digest
from retrain.labelling.human_labels import standing_labels
from retrain.labelling.labelable_rows import read_adapted
from retrain.ml_configuration import InputError, Role, Task, paths
from retrain.ml_configuration.label_tool import LabelTool
from retrain.ml_configuration.stages import SplitSections
from retrain.model.classifier import Classifier
from retrain.workspace.atomic import replace_file
from retrain.workspace.csv_tables import raw_rows
from retrain.workspace.work_dir import work_folder

SEED = 20_240_229


def export_labels(sections: SplitSections, tool: LabelTool, rows: int, model: Path, out: Path | None) -> str:
    """How many rows were asked for and why, once they are written to a file that the tool imports.

    Rows that a person has labelled already are not asked for again.

    Args:
        sections: the task, and how its rows are dealt.
        tool: where the rows will be labelled.
        rows: how many to ask for.
        model: the folder of the model that says which rows are hard.
        out: the file to write; without it one in the work folder, which git ignores, since it holds
            texts.

    Raises:
        InputError: the road has not run, the model answers another task, or no row is open.
    """
    classifier = Classifier.load(model)
    if classifier.recipe.task.name != sections.task.name:
        raise InputError(f"{model} answers the task {classifier.recipe.task.name!r}; name a --model of this one")
    asked = _asked(_candidates(sections), sections.task, classifier, rows)
    file = out or work_folder() / f"labels/rows{REGISTRY[tool].suffix}"
    replace_file(file, REGISTRY[tool].write(asked).encode())
    counts = pd.Series([row.why.value for row in asked]).value_counts().sort_index()
    return f"{file} is written: {', '.join(f'{count} {why}' for why, count in counts.items())}"


def _candidates(sections: SplitSections) -> pd.DataFrame:
    """The open rows that have a text and that nobody has labelled by hand."""
    records, may = read_adapted(sections)
    labelled = records[str(sections.task.column_name(Role.ID))].isin(list(standing_labels(records, sections.task)))
    readable = np.array([bool(text.strip()) for text in shown_texts(records, sections.task)], dtype=bool)
    rows: pd.DataFrame = records.loc[may & readable & ~labelled.to_numpy(dtype=bool)]
    if rows.empty:
        raise InputError(
            f"{paths.ADAPTED}: no row is left to label; the others are held out, or a person labelled them"
        )
    return rows.reset_index(drop=True)


def _asked(rows: pd.DataFrame, task: Task, classifier: Classifier, count: int) -> list[Asked]:
    answers = classifier.predict(raw_rows(rows, task))
    place = {label: number for number, label in enumerate(answers.labels)}
    labels = rows[task.label].str.strip()
    places = np.array([place.get(label, -1) for label in labels], dtype=np.int64)
    texts = shown_texts(rows, task)
    pool = Pool(texts, answers.prediction, margins(answers.probabilities, places), (labels != "").to_numpy(dtype=bool))
    confidence = answers.probability_of(answers.prediction)
    return [
        Asked(str(answers.ids[row]), text_digest(texts[row]), texts[row], answers.prediction[row], confidence[row], why)
        for row, why in choose(pool, count, SEED).items()
    ]
