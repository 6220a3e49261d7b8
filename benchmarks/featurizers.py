"""Measures our TF-IDF of words (1, 2) and characters in words (3, 5) beside scikit-learn's.

Contestants take turns in one process. Both run `fit_transform`; ours also counts the groups of each
term. banking77 is read from `data/external/` or the datasets beside the repository.

`python benchmarks/featurizers.py` takes 10,000 real texts, 100,000 synthetic ones, and single records;
with `--million` it takes a million synthetic ones, each contestant in its own process.
"""

import csv
import resource
import subprocess
import sys
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import pandas as pd
from measuring import Result, cpu_seconds, dataset, in_turns, show
from sklearn.feature_extraction.text import TfidfVectorizer

from retrain.featurizers import FittedFeaturizer
from retrain.featurizers.ngrams import encode_words
from retrain.featurizers.tfidf import Tfidf
from retrain.workspace.csv_tables import TableColumns

ANALYZERS = {"word": (1, 2), "char_wb": (3, 5)}
MIN_GROUPS = 2
WEIGHTS = {"sublinear_tf": True, "dtype": np.float32}
REPEATS = 5
SINGLES = 1000
MILLION = 1_000_000

Contestant: TypeAlias = Callable[[pd.DataFrame, str], None]


def main() -> list[Result]:
    """Many texts at once, and single records."""
    sentences = banking77_texts()
    return [
        compare("banking77", sentences),
        compare("synthetic", synthetic_texts(100_000)),
        compare_single_texts(sentences),
    ]


def run_command_line(arguments: list[str]) -> None:
    """Runs the benchmark, or the part that the arguments name."""
    match arguments:
        case ["--million"]:
            compare_million()
        case [contestant, analyzer]:
            print_costs(CONTESTANTS[contestant], analyzer)
        case _:
            show(main())


def banking77_texts() -> list[str]:
    """The training texts of banking77."""
    with (dataset("banking77") / "train.csv").open(newline="", encoding="utf-8") as file:
        return [row["text"] for row in csv.DictReader(file)]


def synthetic_texts(count: int) -> list[str]:
    """Halves of two sentences, each with a new token of Zipf frequency; for time and memory only."""
    random = np.random.default_rng(1)
    words = [sentence.split() for sentence in banking77_texts()]
    firsts = [" ".join(some[: len(some) // 2]) for some in words]
    seconds = [" ".join(some[len(some) // 2 :]) for some in words]
    pairs = random.integers(len(words), size=(count, 2)).tolist()
    novel = (random.zipf(1.2, size=(count, 2)) % 10**7).tolist()
    return [f"{firsts[a]} tok{x:x} {seconds[b]} {y:x}q" for (a, b), (x, y) in zip(pairs, novel, strict=True)]


def ours(records: pd.DataFrame, analyzer: str) -> None:
    """Fits our featurizer and transforms the training rows."""
    recipe(analyzer).fit_transform(TableColumns(records), records["group"].to_numpy(object))


def theirs(records: pd.DataFrame, analyzer: str) -> None:
    """Fits scikit-learn's vectorizer and transforms the training rows."""
    vectorizer = TfidfVectorizer(
        analyzer=analyzer,
        ngram_range=ANALYZERS[analyzer],
        min_df=MIN_GROUPS,
        **WEIGHTS,
    )
    vectorizer.fit_transform(records["text"].tolist())


def recipe(analyzer: str) -> Tfidf:
    """Our featurizer, not fitted."""
    shortest, longest = ANALYZERS[analyzer]
    options = {
        "min_ngram": shortest,
        "max_ngram": longest,
        "min_groups": MIN_GROUPS,
        "sublinear": True,
    }
    return Tfidf.model_validate({"columns": ("text",), "analyzer": analyzer, **options})


def equivalent_vectorizer(fitted: FittedFeaturizer) -> TfidfVectorizer:
    """scikit-learn's vectorizer with the fitted state of ours."""
    analyzer = fitted.recipe.options["analyzer"]
    vectorizer = TfidfVectorizer(
        analyzer=analyzer,
        ngram_range=ANALYZERS[analyzer],
        vocabulary=fitted.feature_names,
        **WEIGHTS,
    )
    vectorizer.idf_ = fitted.state.arrays["idf"]
    return vectorizer


def seconds(contestant: Contestant, records: pd.DataFrame) -> float:
    """The CPU seconds of both analyzers one after another, with an empty cache."""
    encode_words.cache_clear()
    return cpu_seconds(lambda: [contestant(records, analyzer) for analyzer in ANALYZERS])


def compare(name: str, texts: list[str]) -> Result:
    """Compares both analyzers on many texts."""
    records = table(texts)
    both = in_turns(REPEATS, lambda: seconds(ours, records), lambda: seconds(theirs, records))
    return Result(f"TF-IDF of {len(texts):,} texts, {name}", "CPU s", *both, "scikit-learn")


def compare_single_texts(texts: list[str]) -> Result:
    """Compares transforming one record at a time with both analyzers."""
    frames = [pd.DataFrame({"text": [text]}) for text in texts[:SINGLES]]
    records = table(texts)
    fitted = [recipe(analyzer).fit(TableColumns(records), records["group"].to_numpy(object)) for analyzer in ANALYZERS]
    peers = [equivalent_vectorizer(featurizer) for featurizer in fitted]
    calls = (
        lambda: [featurizer.transform(TableColumns(frame)) for frame in frames for featurizer in fitted],
        lambda: [peer.transform(frame["text"].tolist()) for frame in frames for peer in peers],
    )
    both = in_turns(REPEATS, *(lambda call=call: cpu_seconds(call) for call in calls))
    return Result(f"TF-IDF of {len(frames):,} texts, one at a time", "CPU s", *both, "scikit-learn")


def compare_million() -> None:
    """Prints CPU and peak memory of each contestant and analyzer at a million texts."""
    for analyzer in ANALYZERS:
        for contestant in CONTESTANTS:
            subprocess.run([sys.executable, __file__, contestant, analyzer], check=True)


def print_costs(contestant: Contestant, analyzer: str) -> None:
    """Prints the CPU seconds and peak memory of one contestant; run it in its own process."""
    records = table(synthetic_texts(MILLION))
    used = cpu_seconds(lambda: contestant(records, analyzer))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{len(records)} texts, {analyzer}: {contestant.__name__} {used:.1f} s, peak {peak:.2f} GiB",
        flush=True,
    )


def table(texts: list[str]) -> pd.DataFrame:
    """Records of the texts, each in its own group."""
    return pd.DataFrame({"text": texts, "group": [str(position) for position in range(len(texts))]})


CONTESTANTS: dict[str, Contestant] = {"ours": ours, "theirs": theirs}

if __name__ == "__main__":
    run_command_line(sys.argv[1:])
