"""Our TF-IDF beside scikit-learn's from raw text, words (1, 2) and characters inside words (3, 5), in one run.

Contestants take turns in one process; Ours learns with the
spread over groups and features its training rows, scikit-learn runs `fit_transform`. banking77 lies in
`data/external/` or in the datasets beside the repository.
`python benchmarks/featurizers.py` takes 10,000 real texts, 100,000 synthetic ones, and single records.
`python benchmarks/featurizers.py --million` takes a million synthetic ones, each contestant in a process of its own.
"""

import csv
import resource
import subprocess
import sys
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import pandas as pd
from measuring import Result, cpu, dataset, in_turns, show
from sklearn.feature_extraction.text import TfidfVectorizer

from retrain.featurizers import FittedFeaturizer
from retrain.featurizers.tfidf import Tfidf
from retrain.featurizers.words import encode_words
from retrain.workspace.csv_tables import TableColumns

ANALYZERS = {"word": (1, 2), "char_wb": (3, 5)}
LEAST = 2
WEIGHTS = {"sublinear_tf": True, "dtype": np.float32}
REPEATS = 5
SINGLES = 1000
MILLION = 1_000_000

Contestant: TypeAlias = Callable[[pd.DataFrame, str], None]


def main() -> list[Result]:
    """Many texts at once, and single records."""
    sentences = real()
    return [compare("banking77", sentences), compare("synthetic", synthetic(100_000)), single(sentences)]


def asked(arguments: list[str]) -> None:
    """What the command line asks for."""
    match arguments:
        case ["--million"]:
            million()
        case [contestant, analyzer]:
            alone(CONTESTANTS[contestant], analyzer)
        case _:
            show(main())


def real() -> list[str]:
    """The training texts of banking77."""
    with (dataset("banking77") / "train.csv").open(newline="", encoding="utf-8") as file:
        return [row["text"] for row in csv.DictReader(file)]


def synthetic(count: int) -> list[str]:
    """Halves of two sentences spliced, each with a novel token whose frequency is Zipf's; for time and memory only."""
    random = np.random.default_rng(1)
    words = [sentence.split() for sentence in real()]
    firsts = [" ".join(some[: len(some) // 2]) for some in words]
    seconds = [" ".join(some[len(some) // 2 :]) for some in words]
    pairs = random.integers(len(words), size=(count, 2)).tolist()
    novel = (random.zipf(1.2, size=(count, 2)) % 10**7).tolist()
    return [f"{firsts[a]} tok{x:x} {seconds[b]} {y:x}q" for (a, b), (x, y) in zip(pairs, novel, strict=True)]


def ours(records: pd.DataFrame, analyzer: str) -> None:
    """Our fit and features of the training rows."""
    recipe(analyzer).fit_transform(TableColumns(records), records["group"].to_numpy(object))


def theirs(records: pd.DataFrame, analyzer: str) -> None:
    """scikit-learn's."""
    vectorizer = TfidfVectorizer(analyzer=analyzer, ngram_range=ANALYZERS[analyzer], min_df=LEAST, **WEIGHTS)
    vectorizer.fit_transform(records["text"].tolist())


def recipe(analyzer: str) -> Tfidf:
    """Ours, without data."""
    shortest, longest = ANALYZERS[analyzer]
    options = {"min_ngram": shortest, "max_ngram": longest, "min_groups": LEAST, "sublinear": True}
    return Tfidf.model_validate({"columns": ("text",), "analyzer": analyzer, **options})


def peer(fitted: FittedFeaturizer) -> TfidfVectorizer:
    """scikit-learn's class with the fitted state of ours."""
    analyzer = fitted.recipe.options["analyzer"]
    vectorizer = TfidfVectorizer(
        analyzer=analyzer, ngram_range=ANALYZERS[analyzer], vocabulary=fitted.feature_names, **WEIGHTS
    )
    vectorizer.idf_ = fitted.state.arrays["idf"]
    return vectorizer


def seconds(contestant: Contestant, records: pd.DataFrame) -> float:
    """The CPU seconds of both analyzers one after another, nothing remembered from before."""
    encode_words.cache_clear()
    return cpu(lambda: [contestant(records, analyzer) for analyzer in ANALYZERS])


def compare(name: str, texts: list[str]) -> Result:
    """Both analyzers on many texts."""
    records = table(texts)
    both = in_turns(REPEATS, lambda: seconds(ours, records), lambda: seconds(theirs, records))
    return Result(f"TF-IDF of {len(texts):,} texts, {name}", "CPU s", *both, "scikit-learn")


def single(texts: list[str]) -> Result:
    """One record at a time, features of both analyzers."""
    frames = [pd.DataFrame({"text": [text]}) for text in texts[:SINGLES]]
    records = table(texts)
    fitted = [recipe(analyzer).fit(TableColumns(records), records["group"].to_numpy(object)) for analyzer in ANALYZERS]
    peers = [peer(one) for one in fitted]
    calls = (
        lambda: [one.transform(TableColumns(frame)) for frame in frames for one in fitted],
        lambda: [other.transform(frame["text"].tolist()) for frame in frames for other in peers],
    )
    both = in_turns(REPEATS, *(lambda call=call: cpu(call) for call in calls))
    return Result(f"TF-IDF of {len(frames):,} texts, one at a time", "CPU s", *both, "scikit-learn")


def million() -> None:
    """Prints CPU and peak memory of each contestant and analyzer at a million texts."""
    for analyzer in ANALYZERS:
        for contestant in CONTESTANTS:
            subprocess.run([sys.executable, __file__, contestant, analyzer], check=True)


def alone(contestant: Contestant, analyzer: str) -> None:
    """Prints CPU seconds and peak memory of this process, in which nothing else ran."""
    records = table(synthetic(MILLION))
    used = cpu(lambda: contestant(records, analyzer))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{len(records)} texts, {analyzer}: {contestant.__name__} {used:.1f} s, peak {peak:.2f} GiB", flush=True)


def table(texts: list[str]) -> pd.DataFrame:
    """Records of the texts, each a group of its own."""
    return pd.DataFrame({"text": texts, "group": [str(position) for position in range(len(texts))]})


CONTESTANTS: dict[str, Contestant] = {"ours": ours, "theirs": theirs}

if __name__ == "__main__":
    asked(sys.argv[1:])
