"""Answers for many raw records at once."""

from pathlib import Path

import numpy as np
import pandas as pd

from retrain.ml_configuration.enums import Role
from retrain.pipeline.answers import predictions_table
from retrain.pipeline.classifier import Classifier


def predict_records(raw: pd.DataFrame, model: Path) -> pd.DataFrame:
    """The predictions table of raw records, in their order, by the model of a folder.

    Raises:
        InputProblem: the folder holds no sound model, or the records lack a column that it reads.
    """
    classifier = Classifier.load(model)
    task = classifier.recipe.task
    answers = classifier.predict(raw)
    truth = raw[task.label] if task.label in raw else pd.Series(np.full(len(raw), "", dtype=object))
    group = task.named(Role.GROUP)
    groups = raw[group] if group in raw else pd.Series(answers.ids)
    return predictions_table(answers, groups, truth)
