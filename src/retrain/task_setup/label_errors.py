"""Rows whose label their near-duplicates, or a model, contradict."""

import pandas as pd

from retrain.ml_configuration import Role, Task, paths
from retrain.model.classifier import Classifier
from retrain.model.training_fingerprints import TrainingRows
from retrain.task_setup.near_duplicates import near_duplicates, shingles

NAMED, CONFIDENT = 5, 0.9
SEPARATOR = "\x1f"


def alike_rows(rows: pd.DataFrame, task: Task) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The groups of rows that say nearly the same, the largest first, and the rows with another label than most there.

    Texts are compared by their words; where a task has none, all features have to be equal.
    """
    table = _described(rows, task)
    table = table[(table["label"] != "") & (table["text"].str.strip() != "")]
    places, texts = pd.factorize(table["text"])
    said = [shingles(text) if task.column_names(Role.TEXT) else [text.casefold()] for text in texts]
    table = table.assign(group=near_duplicates(said)[places] if said else [])
    groups = table[table["group"].duplicated(keep=False)].groupby("group", sort=False)
    found = groups.agg(alike=("row", _some), text=("text", "first"), labels=("label", "nunique"), rows=("row", "size"))
    usual = groups["label"].transform(lambda labels: labels.mode()[0])
    odd = table.assign(usual=usual).join(found[["alike", "rows"]], on="group", how="inner").drop(columns="group")
    return found.sort_values("rows", ascending=False, kind="stable"), odd[odd["usual"] != odd["label"]]


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
    content = rows[list(task.column_names(Role.TEXT) or task.features)]
    texts = [SEPARATOR.join(cells) for cells in content.itertuples(index=False, name=None)]
    return pd.DataFrame({"row": rows[task.column_name(Role.ID) or "id"], "label": rows[task.label], "text": texts})


def _some(ids: pd.Series) -> str:
    return ", ".join(ids.head(NAMED)) + ", ..." * (len(ids) > NAMED)
