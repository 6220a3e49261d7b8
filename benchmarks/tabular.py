"""Measures the network `tabular` beside scikit-learn's histogram gradient boosting on tables.

Both get the same training, validation and test rows, without text. One fifth of the rows is for the
test; each seed splits the others anew. Early stopping of both, and the choice of their settings,
use the validation rows.

Run it in the repository's root: `python benchmarks/tabular.py`.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from measuring import InMemory, Result, dataset, options, show
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import accuracy_score, f1_score

from retrain.featurizers import build_featurizers
from retrain.ml_configuration.enums import Role
from retrain.ml_configuration.recipe import Featurizers, Network
from retrain.ml_configuration.task import Task
from retrain.ml_configuration.training import Training
from retrain.model.feature_files import join_blocks
from retrain.pytorch import FeatureDataset, TrainingSpec, predict, train
from retrain.workspace.csv_tables import TableColumns

SEEDS = (1, 2, 3)
PEER = {"learning_rate": 0.05, "max_iter": 400, "l2_regularization": 1.0, "n_iter_no_change": 10}

Parts = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


@dataclass(frozen=True)
class Table:
    """A public table; its numbers are listed, or are the columns after the label."""

    file: str
    label: str
    categories: tuple[str, ...] = ()
    numbers: tuple[str, ...] | None = None


TABLES = (
    Table(
        "fueleconomy/vehicles.csv",
        "class",
        ("make", "trans", "drive", "fuel"),
        ("year", "cyl", "displ", "hwy", "cty"),
    ),
    Table("usda_sr26/foods.csv", "food_group"),
)


def main() -> list[Result]:
    """Both measures and the time on each table."""
    return [result for table in TABLES for result in table_results(table)]


def table_results(table: Table) -> list[Result]:
    """Accuracy, macro F1 and CPU time of both on one table, once a seed."""
    records, task = read(dataset(table.file), table)
    splits = [(seed, split_rows(records, table.label, seed)) for seed in SEEDS]
    measured_pairs = [
        (measure(tabular, parts, task, seed), measure(boosting, parts, task, seed)) for seed, parts in splits
    ]
    ours, peer = (list(zip(*side, strict=True)) for side in zip(*measured_pairs, strict=True))
    measures = enumerate(("accuracy", "macro F1", "CPU s"))
    return [
        Result(table.file, unit, ours[position], peer[position], "HistGradientBoosting") for position, unit in measures
    ]


def read(path: Path, table: Table) -> tuple[pd.DataFrame, Task]:
    """The table with its task."""
    records = pd.read_csv(path, dtype=str, keep_default_na=False).replace("NA", "")
    after = records.columns[records.columns.get_loc(table.label) + 1 :]
    roles = {
        table.label: "label",
        **dict.fromkeys(table.categories, "category"),
        **dict.fromkeys(table.numbers or after, "number"),
    }
    columns = [{"name": name, "role": role} for name, role in roles.items()]
    return records[list(roles)], Task.model_validate({"name": "table", "prediction": "multiclass", "columns": columns})


def split_rows(records: pd.DataFrame, label: str, seed: int) -> Parts:
    """Training, validation and test rows; the test rows are the same for every seed."""
    order, last = np.random.default_rng(0).permutation(len(records)), int(0.8 * len(records))
    rest = np.random.default_rng(seed).permutation(order[:last])
    first = int(0.8 * last)
    training, validation = records.iloc[rest[:first]], records.iloc[rest[first:]]
    return training, validation[validation[label].isin(training[label])], records.iloc[order[last:]]


def measure(
    contestant: Callable[[Parts, Task, int], np.ndarray], parts: Parts, task: Task, seed: int
) -> tuple[float, float, float]:
    """Accuracy and macro F1 on the test rows, and CPU seconds."""
    start = time.process_time()
    predictions = contestant(parts, task, seed)
    seconds = time.process_time() - start
    truth = parts[2][task.label]
    return (
        accuracy_score(truth, predictions),
        f1_score(truth, predictions, average="macro", zero_division=0),
        seconds,
    )


def tabular(parts: Parts, task: Task, seed: int) -> np.ndarray:
    """The predictions of the network for the test rows."""
    training = Training(**{**options("training", "tabular"), "seed": seed})
    network = Network(**options("network", "tabular"))
    labels = np.unique(parts[0][task.label])
    recipes = build_featurizers(Featurizers(**options("featurizers", "tabular")), task)
    groups = np.arange(len(parts[0])).astype(str).astype(object)
    fitted = {name: recipe.fit(TableColumns(parts[0]), groups) for name, recipe in recipes.items()}

    def rows(part: pd.DataFrame) -> FeatureDataset:
        blocks = {name: featurizer.transform(TableColumns(part)) for name, featurizer in fitted.items()}
        sparse, dense = join_blocks(blocks, len(part))
        return FeatureDataset(csr_matrix(sparse), dense, np.searchsorted(labels, part[task.label]))

    trained = train(
        rows(parts[0]),
        rows(parts[1]),
        TrainingSpec(len(labels), network, training),
        InMemory(),
    )
    predictions: np.ndarray = labels[
        predict(network, trained.tensors, rows(parts[2]), len(labels)).numpy().argmax(axis=1)
    ]
    return predictions


def boosting(parts: Parts, task: Task, seed: int) -> np.ndarray:
    """The predictions of gradient boosting, with missing numbers and native categories."""
    kinds = {name: pd.CategoricalDtype(np.unique(parts[0][name])) for name in task.column_names(Role.CATEGORY)}
    numbers, categories = list(task.column_names(Role.NUMBER)), list(kinds)

    def columns(part: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([part[numbers].replace("", "nan").astype(float), part[categories].astype(kinds)], axis=1)

    model = HistGradientBoostingClassifier(
        **PEER, categorical_features="from_dtype", early_stopping=True, random_state=seed
    )
    model.fit(
        columns(parts[0]),
        parts[0][task.label],
        X_val=columns(parts[1]),
        y_val=parts[1][task.label],
    )
    predictions: np.ndarray = model.predict(columns(parts[2]))
    return predictions


if __name__ == "__main__":
    show(main())
