"""Answers of a whole model for single records and for many, beside scikit-learn's pipeline.

Ours featurizes every column of the demo, calibrates and tags, in numpy and scipy, and yields every label's probability;
the peer's TF-IDF and LinearSVC see the text alone and answer with a label. Run in a repository whose road has run:
`python benchmarks/predict.py`.
"""

from measuring import AbsentError, Result, cpu, in_turns, show
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.svm import LinearSVC

from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Role, Split
from retrain.model.classifier import Classifier
from retrain.workspace.csv_tables import read_table

SINGLES, REPEATS = 200, 5


def main() -> list[Result]:
    """Records answered in a second of the processor."""
    if not paths.RETRAINED.is_dir():
        raise AbsentError(f"{paths.RETRAINED} is absent; `dvc repro train` makes it")
    classifier = Classifier.load(paths.RETRAINED)
    training, asked = (read_table(paths.split_file(split)) for split in (Split.TRAIN, Split.VALIDATION))
    text = classifier.recipe.task.column_names(Role.TEXT)[0]
    peer = pipeline().fit(training[text], training[classifier.recipe.task.label])
    singles = [asked[position : position + 1] for position in range(min(SINGLES, len(asked)))]
    one = in_turns(
        REPEATS,
        lambda: len(singles) / cpu(lambda: [classifier.answer(single) for single in singles]),
        lambda: len(singles) / cpu(lambda: [peer.predict(single[text]) for single in singles]),
    )
    many = in_turns(
        REPEATS,
        lambda: len(asked) / cpu(lambda: classifier.answer(asked)),
        lambda: len(asked) / cpu(lambda: peer.predict(asked[text])),
    )
    return [
        Result("the demo's records, one at a time", "records a CPU s", *one, "scikit-learn"),
        Result(f"{len(asked):,} of the demo's records at once", "records a CPU s", *many, "scikit-learn"),
    ]


def pipeline() -> Pipeline:
    """scikit-learn's."""
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True)
    return make_pipeline(make_union(words, characters), LinearSVC())


if __name__ == "__main__":
    show(main())
