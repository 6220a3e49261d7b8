"""Answers for many raw records at once."""

import numpy as np
import pandas as pd

from retrain.ml_configuration.enums import Role
from retrain.pipeline.answers import predictions_table
from retrain.pipeline.classifier import Classifier


def predict_records(raw: pd.DataFrame, classifier: Classifier) -> pd.DataFrame:
    """The predictions table of raw records, in their order.

    Raises:
        InputProblem: the records lack a column that the classifier reads, or a cell is not of its role.
    """
    task = classifier.recipe.task
    answers = classifier.predict(raw)
    truth = raw[task.label] if task.label in raw else pd.Series(np.full(len(raw), "", dtype=object))
    group = task.named(Role.GROUP)
    groups = raw[group] if group in raw else pd.Series(answers.ids)
    return predictions_table(answers, groups, truth)
