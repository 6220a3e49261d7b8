"""Our TF-IDF beside scikit-learn's from raw text, words (1, 2) and characters inside words (3, 5), in one run.

Contestants take turns in one process; a ratio above 1 says how many times less CPU ours takes. Ours learns with the
spread over groups and features its training rows, scikit-learn runs `fit_transform`. banking77 lies in
`data/external/` or in the datasets beside the repository.
`python benchmarks/featurizers.py` takes 10,000 real texts, 100,000 synthetic ones, and single records.
`python benchmarks/featurizers.py --million` takes a million synthetic ones, each contestant in a process of its own.
"""

import csv
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

from retrain.featurizers import FittedFeaturizer, Tfidf
from retrain.featurizers.words import encode

ROOT = Path.cwd()
PLACES = (ROOT / "data/external/banking77", ROOT.parent / "shared/datasets/banking77")
ANALYZERS = {"word": (1, 2), "char_wb": (3, 5)}
LEAST = 2
WEIGHTS = {"sublinear_tf": True, "dtype": np.float32}
REPEATS = 5
SINGLES = 1000
MILLION = 1_000_000

Contestant: TypeAlias = Callable[[pd.DataFrame, str], None]


def main() -> None:
    """Prints one line a comparison."""
    match sys.argv[1:]:
        case ["--million"]:
            million()
        case [contestant, analyzer]:
            alone(CONTESTANTS[contestant], analyzer)
        case _:
            sentences = real()
            compare("banking77", sentences)
            compare("synthetic", synthetic(100_000))
            single(sentences)


def real() -> list[str]:
    """The training texts of banking77."""
    place = next((place for place in PLACES if place.exists()), None)
    if place is None:
        raise SystemExit("banking77 is absent; conf/source/banking77.yaml says where to get it")
    with (place / "train.csv").open(newline="", encoding="utf-8") as file:
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
    recipe(analyzer).fit_transform(records, records["group"].to_numpy(object))


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
    """scikit-learn's class with what ours learnt."""
    analyzer = fitted.recipe.options["analyzer"]
    vectorizer = TfidfVectorizer(
        analyzer=analyzer, ngram_range=ANALYZERS[analyzer], vocabulary=fitted.feature_names, **WEIGHTS
    )
    vectorizer.idf_ = fitted.learnt.arrays["idf"]
    return vectorizer


def seconds(contestant: Contestant, records: pd.DataFrame) -> float:
    """The CPU seconds of both analyzers one after another, nothing remembered from before."""
    encode.cache_clear()
    return cpu(lambda: [contestant(records, analyzer) for analyzer in ANALYZERS])


def compare(name: str, texts: list[str]) -> None:
    """Prints the medians of both in turns."""
    records = table(texts)
    seconds(ours, records)
    pairs = [(seconds(ours, records), seconds(theirs, records)) for _ in range(REPEATS)]
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{name}, {len(texts)} texts: ours {mine:.3f} s, scikit-learn {other:.3f} s, ratio {other / mine:.1f}")


def single(texts: list[str]) -> None:
    """Prints the microseconds of one record, features of both analyzers."""
    frames = [pd.DataFrame({"text": [text]}) for text in texts[:SINGLES]]
    records = table(texts)
    fitted = [recipe(analyzer).fit(records, records["group"].to_numpy(object)) for analyzer in ANALYZERS]
    peers = [peer(one) for one in fitted]
    calls = (
        lambda: [one.transform(frame) for frame in frames for one in fitted],
        lambda: [other.transform(frame["text"].tolist()) for frame in frames for other in peers],
    )
    pairs = [tuple(map(cpu, calls)) for _ in range(REPEATS)]
    mine, other = (statistics.median(column) / len(frames) * 1e6 for column in zip(*pairs, strict=True))
    print(f"one record: ours {mine:.0f} us, scikit-learn {other:.0f} us, ratio {other / mine:.1f}")


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


def cpu(work: Callable[[], object]) -> float:
    """The CPU seconds of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


CONTESTANTS: dict[str, Contestant] = {"ours": ours, "theirs": theirs}

if __name__ == "__main__":
    main()
