"""Answers of a whole model folder, for single records and for many, beside scikit-learn's pipeline.

Ours is `Classifier`, which checks, adapts, featurizes, calibrates and tags in numpy and scipy, for a tuple of answers with
their confidences; the peer's TF-IDF and LinearSVC see one column of text and answer a label. Run in a repository whose
road has run: `python benchmarks/predict.py`.
"""

import pandas as pd
from measuring import AbsentError, Result, cpu, in_turns, show
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Role, Split
from retrain.pipeline.classifier import Classifier

SINGLES, REPEATS = 200, 5


def main() -> list[Result]:
    """Records answered in a second of the processor."""
    if not paths.RETRAINED.is_dir():
        raise AbsentError(f"{paths.RETRAINED} is absent; `dvc repro train` makes it")
    classifier = Classifier.load(paths.RETRAINED)
    training, raw = (pd.read_csv(path, dtype=str, keep_default_na=False) for path in (TRAINING, RECORDS))
    column = classifier.recipe.task.all_named(Role.TEXT)[0]
    peer = pipeline().fit(training[column], training[classifier.recipe.task.label])
    singles = [raw[position : position + 1] for position in range(SINGLES)]
    one = in_turns(
        REPEATS,
        lambda: SINGLES / cpu(lambda: [classifier.answer(single) for single in singles]),
        lambda: SINGLES / cpu(lambda: [peer.predict(single[column]) for single in singles]),
    )
    many = in_turns(
        REPEATS,
        lambda: len(raw) / cpu(lambda: classifier.answer(raw)),
        lambda: len(raw) / cpu(lambda: peer.predict(raw[column])),
    )
    return [
        Result("demo's records, one at a time", "records a CPU s", *one, "scikit-learn"),
        Result(f"demo's {len(raw):,} records at once", "records a CPU s", *many, "scikit-learn"),
    ]


def pipeline() -> object:
    """scikit-learn's."""
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    return make_pipeline(make_union(words, TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2)), LinearSVC())
