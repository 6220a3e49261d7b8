"""Measures predictions for 1, 8 and 32 records a request and for a table, beside scikit-learn.

Ours adapts and featurizes every column of the demo, calibrates and tags, in numpy and scipy, and
yields every label's probability; the peer's TF-IDF and LinearSVC see the text alone and predict a
label. Run in a repository whose training pipeline has run: `python benchmarks/predict.py`. Two
versions of the code compare in turns, on one thread: `OMP_NUM_THREADS=1
PYTHONPATH=OTHER_CHECKOUT/src python benchmarks/predict.py` beside the same line without PYTHONPATH.
"""

from collections.abc import Callable, Sequence

from measuring import AbsentError, Result, cpu_seconds, in_turns, show
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.svm import LinearSVC

from retrain.ml_configuration import paths
from retrain.ml_configuration.columns import Record
from retrain.ml_configuration.enums import Role, Split
from retrain.serving.online_predictor import OnlinePredictor
from retrain.workspace.csv_tables import TableColumns, raw_rows, read_table

RECORDS, REPEATS = 640, 5
REQUEST_SIZES = (1, 8, 32)


def main() -> list[Result]:
    """Records predicted in a CPU second."""
    if not paths.RETRAINED.is_dir():
        raise AbsentError(f"{paths.RETRAINED} is absent; `dvc repro train` makes it")
    predictor = OnlinePredictor.load(paths.RETRAINED)
    task = predictor.classifier.recipe.task
    training = read_table(paths.split_file(Split.TRAIN))
    validation = raw_rows(read_table(paths.split_file(Split.VALIDATION)), task)
    text = task.column_names(Role.TEXT)[0]
    peer = pipeline().fit(training[text], training[task.label])
    records = validation.head(RECORDS).to_dict("records")
    results = []
    for size in REQUEST_SIZES:
        parts = [records[start : start + size] for start in range(0, len(records), size)]
        texts = [[record[text] for record in part] for part in parts]
        rates = in_turns(REPEATS, _rate(predictor.predict, parts), _rate(peer.predict, texts))
        results.append(Result(f"the demo's records, {size} a request", "records a CPU s", *rates, "scikit-learn"))
    batch = in_turns(
        REPEATS,
        lambda: len(validation) / cpu_seconds(lambda: predictor.classifier.predict(TableColumns(validation))),
        lambda: len(validation) / cpu_seconds(lambda: peer.predict(validation[text])),
    )
    case = f"{len(validation):,} of the demo's records as a table"
    return [*results, Result(case, "records a CPU s", *batch, "scikit-learn")]


def _rate(
    predict: Callable[[Sequence[Record]], object],
    parts: Sequence[Sequence[Record]],
) -> Callable[[], float]:
    """A function that measures the records predicted in a CPU second, one call a part."""
    count = sum(map(len, parts))
    return lambda: count / cpu_seconds(lambda: [predict(part) for part in parts])


def pipeline() -> Pipeline:
    """scikit-learn's pipeline of TF-IDF and LinearSVC."""
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    characters = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(3, 5),
        min_df=2,
        sublinear_tf=True,
    )
    return make_pipeline(make_union(words, characters), LinearSVC())


if __name__ == "__main__":
    show(main())
