"""Measures the network `deep` on many rows of text, beside fastText and the linear network.

The task is the food group of a row of the USDA's nutrient table. The models train on rows modified
before 2010, with a share of the foods for validation, and predict all rows from 2010 on; rows of
unseen foods are also scored separately. All contestants read the same text, in turns, once a seed.
fastText is optional: `pip install fasttext-wheel`.

Run it in the repository's root: `python benchmarks/large.py`, or with a number of training rows
(100000).
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
from measuring import InMemory, Result, dataset, options, show

from retrain.featurizers.tfidf import Tfidf
from retrain.ml_configuration.recipe import Network
from retrain.ml_configuration.training import Training
from retrain.pytorch import FeatureDataset, TrainingSpec, predict, train
from retrain.workspace.csv_tables import TableColumns

FILE = "usda_sr26/nutrient_rows.csv.gz"
TEXT = ["food", "manufacturer", "scientific", "nutr"]
SEEDS = (1, 2, 3)
FASTTEXT = {"epoch": 5, "lr": 0.5, "wordNgrams": 2, "dim": 50, "thread": 1, "verbose": 0}


@dataclass(frozen=True)
class Parts:
    """Rows with `text` and `food_group`: training, validation and test rows."""

    training: pd.DataFrame
    validation: pd.DataFrame
    later: pd.DataFrame


def main(rows: int = 100_000) -> list[Result]:
    """The network `deep` beside the others."""
    parts = split_rows(dataset(FILE), rows)
    contestants = {
        "deep": deep,
        "linear": linear,
        **({"fastText": fasttext} if find_spec("fasttext") else {}),
    }
    rounds = [{name: measure(contestant, parts, seed) for name, contestant in contestants.items()} for seed in SEEDS]
    measures = enumerate(("CPU s", "accuracy", "accuracy on unseen foods"))
    columns = {
        unit: {name: [measured[name][position] for measured in rounds] for name in contestants}
        for position, unit in measures
    }
    return [
        Result(
            f"network deep on {len(parts.training):,} rows",
            unit,
            values["deep"],
            values[peer],
            peer,
        )
        for unit, values in columns.items()
        for peer in contestants
        if peer != "deep"
    ]


def split_rows(path: Path, rows: int) -> Parts:
    """`rows` training rows, a tenth of the older foods for validation, all rows from 2010 on."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    year = pd.to_numeric(table["modified"].str[-4:], errors="coerce")
    table["text"] = table[TEXT].agg(" ".join, axis=1).str.split().str.join(" ").str.lower()
    older, draws = table[year < 2010], np.random.default_rng(0)
    foods = older["food_id"].unique()
    chosen = older["food_id"].isin(draws.choice(foods, len(foods) // 10, replace=False))
    training = older[~chosen].sample(frac=1, random_state=0).head(rows)
    return Parts(
        training,
        older[chosen].sample(frac=1, random_state=0).head(rows // 10),
        table[year >= 2010],
    )


def measure(
    contestant: Callable[[Parts, int], np.ndarray],
    parts: Parts,
    seed: int,
) -> tuple[float, float, float]:
    """CPU seconds, accuracy on all later rows, and accuracy on rows of unseen foods."""
    start = time.process_time()
    predictions = contestant(parts, seed)
    seconds = time.process_time() - start
    correct = predictions == parts.later["food_group"].to_numpy()
    unseen = ~parts.later["food_id"].isin(parts.training["food_id"]).to_numpy()
    return seconds, float(correct.mean()), float(correct[unseen].mean())


def deep(parts: Parts, seed: int) -> np.ndarray:
    """The network `deep` with the training `large`."""
    return ours(parts, "deep", {**options("training", "large"), "seed": seed})


def linear(parts: Parts, seed: int) -> np.ndarray:
    """The linear network with AdamW, in as many passes."""
    chosen = {
        "epochs": options("training", "large")["epochs"],
        "seed": seed,
        "loss": "cross_entropy",
    }
    return ours(parts, "linear", {**options("training", "default"), **chosen})


def ours(parts: Parts, name: str, chosen: dict[str, object]) -> np.ndarray:
    """The predictions of a network for the later rows."""
    network = Network(**options("network", name))
    recipe = Tfidf(
        columns=("text",),
        analyzer="word",
        min_ngram=1,
        max_ngram=2,
        min_groups=2,
        sublinear=True,
    )
    fitted = recipe.fit(TableColumns(parts.training), np.arange(len(parts.training)).astype(str).astype(object))
    labels = np.unique(parts.training["food_group"])

    def rows(part: pd.DataFrame) -> FeatureDataset:
        nothing = np.zeros((len(part), 0), np.float32)
        positions = np.searchsorted(labels, part["food_group"])
        return FeatureDataset(fitted.transform(TableColumns(part)), nothing, positions)

    spec = TrainingSpec(len(labels), network, Training(**chosen))
    trained = train(rows(parts.training), rows(parts.validation), spec, InMemory())
    scores = predict(network, trained.tensors, rows(parts.later), len(labels))
    predictions: np.ndarray = labels[scores.numpy().argmax(axis=1)]
    return predictions


def fasttext(parts: Parts, seed: int) -> np.ndarray:
    """The predictions of fastText for the later rows."""
    import fasttext as library

    labels = np.unique(parts.training["food_group"])
    codes = np.searchsorted(labels, parts.training["food_group"])
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.writelines(f"__label__{code} {text}\n" for code, text in zip(codes, parts.training["text"], strict=True))
        file.flush()
        model = library.train_supervised(file.name, seed=seed, **FASTTEXT)
    ranked, _ = model.f.multilinePredict(
        [f"{text}\n" for text in parts.later["text"]],
        1,
        0.0,
        "strict",
    )
    predictions: np.ndarray = labels[[int(row[0].removeprefix("__label__")) for row in ranked]]
    return predictions


if __name__ == "__main__":
    show(main(*map(int, sys.argv[1:])))
