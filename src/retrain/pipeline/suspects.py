"""Rows whose label their near-duplicates, or a model, contradict."""

import pandas as pd

from retrain.ml_configuration import Role, Task, paths
from retrain.pipeline.classifier import Classifier
from retrain.pipeline.near_duplicates import near_duplicates, shingles
from retrain.pipeline.training_rows import TrainingRows

NAMED, CONFIDENT = 5, 0.9
SEPARATOR = "\x1f"


def alike_rows(rows: pd.DataFrame, task: Task) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The groups of rows that say nearly the same, the largest first, and the rows with another label than most there.

    Texts are compared by their words; where a task has none, all features have to be equal.
    """
    texts = list(task.all_named(Role.TEXT))
    content = rows[texts or list(task.features)]
    rows = rows[(rows[task.label] != "") & (content != "").any(axis=1)]
    joined = [SEPARATOR.join(cells) for cells in content.loc[rows.index].itertuples(index=False, name=None)]
    said = [shingles(text) if texts else [text.casefold()] for text in joined]
    table = _described(rows, task).assign(group=near_duplicates(said) if said else [])
    table = table[table["group"].duplicated(keep=False)]
    groups = table.groupby("group", sort=False)
    found = groups.agg(ids=("row", _some), labels=("label", "nunique"), text=("text", "first"), rows=("row", "size"))
    usual = groups["label"].transform(lambda labels: labels.mode()[0])
    odd = table.assign(usual=usual).join(found[["ids", "rows"]], on="group")[usual != table["label"]]
    return found.sort_values("rows", ascending=False, kind="stable"), odd.drop(columns="group")


def doubted_rows(raw: pd.DataFrame, rows: pd.DataFrame, task: Task) -> pd.DataFrame:
    """The rows for whose given label the last trained model is confident of another one, the most confident first.

    None where that model answers another task; no row that it was trained on.

    Args:
        raw: the raw records of the rows.
        rows: of the task.
        task: the roles of the columns.
    """
    unseen = (rows[task.label] != "").to_numpy() & ~TrainingRows.read(paths.RETRAINED).contain(rows, task)
    classifier = Classifier.load(paths.RETRAINED)
    if classifier.recipe.task.name != task.name or not unseen.any():
        return pd.DataFrame()
    answers = classifier.predict(raw[unseen])
    confidence = answers.probability_of(answers.network)
    table = _described(rows[unseen], task).assign(model=answers.network, confidence=confidence)
    doubted = table[(table["model"] != table["label"]) & (confidence >= CONFIDENT)]
    return doubted.sort_values("confidence", ascending=False, kind="stable")


def _described(rows: pd.DataFrame, task: Task) -> pd.DataFrame:
    texts = rows[list(task.all_named(Role.TEXT))].agg(" ".join, axis=1) if task.all_named(Role.TEXT) else ""
    return pd.DataFrame({"row": rows[task.named(Role.ID) or "id"], "label": rows[task.label], "text": texts})


def _some(ids: pd.Series) -> str:
    return ", ".join(ids.head(NAMED)) + ", ..." * (len(ids) > NAMED)
