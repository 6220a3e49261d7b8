"""Measures our pipeline from raw text to predictions, beside scikit-learn and fastText.

All contestants train on the same rows and predict the official test rows of banking77 and clinc150
(in scope), in turns, once a seed; clinc150 has official validation rows, banking77's are a tenth of
its training rows. Ours has the settings of `conf/`, and its time includes checkpoints and the
validation after each epoch; LinearSVC's are the best of those that were tried on the validation
rows, fastText's the more accurate of two usual ones. fastText is optional: `pip install
fasttext-wheel`.

Run it in the repository's root: `python benchmarks/peers.py`.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
import pandas as pd
from measuring import InMemory, Result, dataset, options, show
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from retrain.featurizers import build_featurizers
from retrain.featurizers.ngrams import encode_words
from retrain.inference import logits
from retrain.ml_configuration.recipe import Featurizers, Network
from retrain.ml_configuration.task import Task
from retrain.ml_configuration.training import Training
from retrain.model.feature_files import join_blocks
from retrain.pytorch import FeatureDataset, TrainingSpec, train
from retrain.workspace.csv_tables import TableColumns

SEEDS = (1, 2, 3)
COLUMNS = [{"name": "text", "role": "text"}, {"name": "label", "role": "label"}]
TASK = Task.model_validate({"name": "peers", "prediction": "multiclass", "columns": COLUMNS})
# Tried for LinearSVC: characters 3-5 and 2-5, terms of 1 and of 2 texts, C of .3, .5 and 1.
TFIDF = {"min_df": 2, "sublinear_tf": True, "dtype": np.float32}
# Tried for fastText: 25 passes over words, and these with runs of characters, which are more accurate.
FASTTEXT = {
    "epoch": 50,
    "lr": 0.5,
    "wordNgrams": 2,
    "dim": 100,
    "minn": 3,
    "maxn": 5,
    "bucket": 200_000,
}


@dataclass(frozen=True)
class Parts:
    """Rows with `text` and `label`: training, validation and test rows."""

    training: pd.DataFrame
    validation: pd.DataFrame
    test: pd.DataFrame


Contestant = Callable[[Parts, int], np.ndarray]


def main() -> list[Result]:
    """CPU time and accuracy on both data sets."""
    return [*data_set_results("banking77", banking77()), *data_set_results("clinc150", clinc150())]


def banking77() -> Parts:
    """77 intents of bank customers."""
    folder = dataset("banking77")
    labelled, test = (_read(folder / f"{part}.csv", "category") for part in ("train", "test"))
    order = np.random.default_rng(0).permutation(len(labelled))
    return Parts(
        labelled.iloc[order[len(labelled) // 10 :]],
        labelled.iloc[order[: len(labelled) // 10]],
        test,
    )


def clinc150() -> Parts:
    """150 intents, without out-of-scope requests."""
    table = _read(dataset("clinc150") / "clinc150_full.csv", "intent")
    return Parts(*(table[table["split"] == part] for part in ("train", "val", "test")))


def data_set_results(name: str, parts: Parts) -> list[Result]:
    """Every peer beside ours, on one data set."""
    peers = {
        "TF-IDF and LinearSVC": linear_svc,
        **({"fastText": fasttext} if find_spec("fasttext") else {}),
    }
    measured = {peer: [] for peer in ("ours", *peers)}
    for seed in SEEDS:
        for peer, contestant in {"ours": ours, **peers}.items():
            measured[peer].append(_measured(contestant, parts, seed))
    seconds, accuracies = (
        {peer: [pair[position] for pair in pairs] for peer, pairs in measured.items()} for position in (0, 1)
    )
    return [
        result
        for peer in peers
        for result in (
            Result(f"{name}, text to answers", "CPU s", seconds["ours"], seconds[peer], peer),
            Result(
                f"{name}, right of {len(parts.test)}",
                "accuracy",
                accuracies["ours"],
                accuracies[peer],
                peer,
            ),
        )
    ]


def ours(parts: Parts, seed: int) -> np.ndarray:
    """Featurizers, the linear network in Lightning's trainer, and predictions in numpy."""
    encode_words.cache_clear()
    recipes = build_featurizers(Featurizers(**options("featurizers", "text")), TASK)
    labels = np.unique(parts.training["label"])
    groups = np.arange(len(parts.training)).astype(str).astype(object)
    columns = TableColumns(parts.training)
    pairs = {name: recipe.fit_transform(columns, groups) for name, recipe in recipes.items()}

    def features(part: pd.DataFrame) -> tuple[csr_matrix, np.ndarray]:
        blocks = {name: fitted.transform(TableColumns(part)) for name, (fitted, _) in pairs.items()}
        return join_blocks(blocks, len(part))

    def coded(part: pd.DataFrame) -> np.ndarray:
        return np.searchsorted(labels, part["label"])

    network = Network(**{**options("network", "linear"), "dropout": 0.5})
    training = Training(**{**options("training", "intents"), "seed": seed})
    first = join_blocks({name: array for name, (_, array) in pairs.items()}, len(parts.training))
    fit_rows = FeatureDataset(*first, coded(parts.training))
    validation_rows = FeatureDataset(*features(parts.validation), coded(parts.validation))
    result = train(
        fit_rows,
        validation_rows,
        TrainingSpec(len(labels), network, training),
        InMemory(),
    )
    scores = logits(network.name, result.tensors, *features(parts.test))
    predictions: np.ndarray = labels[scores.argmax(axis=1)]
    return predictions


def linear_svc(parts: Parts, seed: int) -> np.ndarray:
    """scikit-learn's pipeline."""
    words = TfidfVectorizer(analyzer="word", ngram_range=(1, 2), **TFIDF)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), **TFIDF)
    model = make_pipeline(make_union(words, characters), LinearSVC(C=1, random_state=seed))
    predictions: np.ndarray = model.fit(parts.training["text"], parts.training["label"]).predict(parts.test["text"])
    return predictions


def fasttext(parts: Parts, seed: int) -> np.ndarray:
    """Predictions of fastText on lower-case words and punctuation."""
    import fasttext as library

    texts, test_texts = (_words(part["text"]) for part in (parts.training, parts.test))
    pairs = zip(parts.training["label"], texts, strict=True)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.writelines(f"__label__{label} {text}\n" for label, text in pairs)
        file.flush()
        model = library.train_supervised(file.name, seed=seed, thread=1, verbose=0, **FASTTEXT)
    ranked, _ = model.f.multilinePredict([f"{text}\n" for text in test_texts], 1, 0.0, "strict")
    return np.array([row[0].removeprefix("__label__") for row in ranked], dtype=object)


def _words(texts: pd.Series) -> pd.Series:
    return texts.str.lower().str.findall(r"\w+|[?!.]").str.join(" ")


def _read(path: object, label: str) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False).rename(columns={label: "label"})


def _measured(contestant: Contestant, parts: Parts, seed: int) -> tuple[float, float]:
    start = time.process_time()
    predictions = contestant(parts, seed)
    return time.process_time() - start, float((predictions == parts.test["label"].to_numpy()).mean())


if __name__ == "__main__":
    show(main())
