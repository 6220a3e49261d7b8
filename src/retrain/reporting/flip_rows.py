"""The rows on which the two models differ, as far as the page may show them."""

from pathlib import Path

import pandas as pd

from retrain.ml_configuration import Role, Task, paths
from retrain.ml_configuration.report import RecordText
from retrain.workspace.csv_tables import FORMULA_STARTS, read_parts, read_table

SHOWN = 100


def flip_counts() -> dict[str, int]:
    """How many rows there are of each change."""
    counts = read_table(paths.FLIPS, ["change"])["change"].value_counts()
    return {str(change): int(number) for change, number in counts.sort_index().items()}


def shown_flips(allowed: RecordText, task: Task) -> list[dict[str, str]]:
    """At most a hundred rows of each change, the worst first, with text and words where that is allowed.

    No row of another holdout than the recent one is among them.
    """
    if allowed is RecordText.NONE:
        return []
    heads = pd.concat([part.groupby("change").head(SHOWN) for part in read_parts(paths.FLIPS)])
    rows = heads.groupby("change").head(SHOWN).map(_as_it_was)
    if allowed is RecordText.EXCERPT and len(rows):
        rows = rows.assign(**_texts(rows, task))
    return [{str(name): cell for name, cell in row.items()} for row in rows.to_dict("records")]


def _as_it_was(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _texts(rows: pd.DataFrame, task: Task) -> dict[str, list[str]]:
    from retrain.model.classifier import Classifier
    from retrain.model.production_model import comparable, load_production
    from retrain.reporting.top_terms import driving_words, records_of

    raw = _picked(paths.RAW_RECORDS, task.column_name(Role.ID) or "id", rows["id"])
    retrained, legacy = Classifier.load(paths.RETRAINED), comparable(load_production(), task)
    texts = records_of(retrained, raw)[list(task.column_names(Role.TEXT))].agg(" ".join, axis=1)
    words = {"retrained_words": driving_words(retrained, raw, rows["retrained"], task)}
    if legacy is not None:
        words["legacy_words"] = driving_words(legacy, raw, rows["legacy"], task)
    return {"text": texts.tolist(), **words}


def _picked(path: Path, key: str, ids: pd.Series) -> pd.DataFrame:
    """The rows of some ids, in their order, without the whole table in memory."""
    found = pd.concat([part[part[key].isin(set(ids))] for part in read_parts(path)])
    return found.set_index(key, drop=False).loc[ids].reset_index(drop=True)
