"""Finds probable label errors: rows whose label contradicts their near-duplicates or a model."""

import pandas as pd

from retrain.ml_configuration import Role, Task, paths
from retrain.model.classifier import Classifier
from retrain.model.training_fingerprints import TrainingFingerprints
from retrain.task_setup.near_duplicates import near_duplicate_groups, shingles
from retrain.workspace.csv_tables import TableColumns

MAX_IDS = 5
CONFIDENT = 0.9
SEPARATOR = "\x1f"


def duplicate_groups(rows: pd.DataFrame, task: Task) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The groups of near-duplicates, and their rows with another label than most of the group.

    The largest group comes first. Texts are compared by their shingles. In a task without text, rows
    are duplicates where all features are equal, ignoring case.
    """
    table = _described(rows, task)
    table = table[(table["label"] != "") & (table["text"].str.strip() != "")]
    table = table.assign(group=_group_numbers(table["text"], task))
    groups = table[table["group"].duplicated(keep=False)].groupby("group", sort=False)
    summary = groups.agg(
        alike=("row", _listed_ids),
        text=("text", "first"),
        labels=("label", "nunique"),
        rows=("row", "size"),
    )
    usual = groups["label"].transform(lambda labels: labels.mode()[0])
    members = table.assign(usual=usual).join(summary[["alike", "rows"]], on="group", how="inner")
    contradicting = members[members["usual"] != members["label"]].drop(columns="group")
    return summary.sort_values("rows", ascending=False, kind="stable"), contradicting


def likely_label_errors(raw: pd.DataFrame, rows: pd.DataFrame, task: Task) -> pd.DataFrame:
    """The rows for which the retrained model is confident of another label, by confidence.

    Rows that the model was trained on are left out. A model of another task contradicts no row.

    Args:
        raw: the raw records of the rows.
        rows: of the task.
        task: the roles of the columns.
    """
    classifier = Classifier.load(paths.RETRAINED)
    if classifier.recipe.task.name != task.name:
        return pd.DataFrame()
    trained_on = TrainingFingerprints.read(paths.RETRAINED).contain(rows, task)
    unseen = (rows[task.label] != "").to_numpy() & ~trained_on
    if not unseen.any():
        return pd.DataFrame()
    answers = classifier.predict(TableColumns(raw[unseen]))
    confidence = answers.probability_of(answers.network)
    table = _described(rows[unseen], task).assign(model=answers.network, confidence=confidence)
    contradicted = table[(table["model"] != table["label"]) & (confidence >= CONFIDENT)]
    return contradicted.sort_values("confidence", ascending=False, kind="stable")


def _group_numbers(texts: pd.Series, task: Task) -> "pd.Series[int]":
    if not task.column_names(Role.TEXT):
        return pd.Series(pd.factorize(texts.str.casefold())[0], texts.index)
    positions, distinct = pd.factorize(texts)
    documents = [shingles(text) for text in distinct]
    groups = near_duplicate_groups(documents) if documents else positions
    return pd.Series(groups[positions], texts.index)


def _described(rows: pd.DataFrame, task: Task) -> pd.DataFrame:
    content = rows[list(task.column_names(Role.TEXT) or task.features)]
    texts = [SEPARATOR.join(cells) for cells in content.itertuples(index=False, name=None)]
    ids = rows[task.column_name(Role.ID) or "id"]
    return pd.DataFrame({"row": ids, "label": rows[task.label], "text": texts})


def _listed_ids(ids: pd.Series) -> str:
    return ", ".join(ids.head(MAX_IDS)) + ", ..." * (len(ids) > MAX_IDS)
