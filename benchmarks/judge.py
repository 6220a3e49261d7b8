"""Measures the statistics of a decision on 1 million rows of 100 labels, beside scikit-learn.

Once with independent rows, once in 200,000 groups. Each measurement runs in its own process; its
peak memory includes the interpreter, the libraries and the rows.

Run `python benchmarks/judge.py`. The targets are 10 s and 1,024 MiB.
"""

import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
from measuring import Result, show
from sklearn.metrics import f1_score

from retrain.decision import PairedCounts, Resampling, accuracy
from retrain.decision.f1_scores import delta_macro_f1, swap_test
from retrain.decision.paired_means import mean_cost, severity_cost, severity_of_mistakes
from retrain.decision.regression_tests import label_regressions, mcnemar_test

ROWS, LABELS, GROUPS = 1_000_000, 100, 200_000
SWAPS = Resampling(draws=9_999, seed=0)
NAIVE_DRAWS, BOOTSTRAP_DRAWS = 3, 2_000
BOOTSTRAP = f"bootstrap by scikit-learn, {BOOTSTRAP_DRAWS:,} draws, extrapolated"
NAMES = np.array([f"label {code:03}" for code in range(LABELS)], dtype=object)

Rows = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray | None]
Seconds = dict[str, float]


def main() -> list[Result]:
    """Measures both implementations with and without groups, alternating."""
    results = []
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as process:
        for grouped in (False, True):
            world = f"{ROWS:,} rows, {f'{GROUPS:,} groups' if grouped else 'independent rows'}"
            (mine, peak), (other, high) = (process.submit(measured, way, grouped).result() for way in (ours, naive))
            *steps, total = mine.items()
            results += [Result(f"{world}: {step}", "s", [seconds]) for step, seconds in steps]
            results.append(Result(f"{world}: {total[0]}", "s", [total[1]], [other[BOOTSTRAP]], BOOTSTRAP))
            results.append(Result(f"{world}: peak memory", "MiB", [peak], [high], "scikit-learn on resampled rows"))
    return results


def measured(measure: Callable[[Rows], Seconds], grouped: bool) -> tuple[Seconds, float]:
    """The seconds of each step, and the peak memory of this process in MiB."""
    seconds = measure(rows(grouped))
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rows(grouped: bool) -> Rows:
    """True labels of unequal frequency, predictions of two similar models, and groups or None."""
    generator = np.random.default_rng(0)
    share = 1 / np.arange(1, LABELS + 1)
    truth = generator.choice(LABELS, ROWS, p=share / share.sum())
    difficulty = generator.standard_normal(ROWS)
    predictions = [_predictions(generator, truth, difficulty, accuracy) for accuracy in (0.85, 0.86)]
    groups = generator.integers(0, GROUPS, ROWS) if grouped else None
    return truth, predictions[0], predictions[1], groups


def _predictions(
    generator: np.random.Generator,
    truth: np.ndarray,
    difficulty: np.ndarray,
    share: float,
) -> np.ndarray:
    score = 0.8 * difficulty + 0.6 * generator.standard_normal(ROWS)
    wrong = (truth + 1 + generator.geometric(0.15, ROWS)) % LABELS
    return np.where(score < np.quantile(score, share), truth, wrong)


def ours(judged: Rows) -> Seconds:
    """The statistics of `retrain.decision`, from columns of text as the tables hold them."""
    codes, groups = judged[:3], judged[3]
    truth, legacy, retrained = (NAMES[column] for column in codes)
    keys = None if groups is None else np.array([f"customer {code}" for code in groups.tolist()], dtype=object)
    costs = np.abs(np.subtract.outer(np.arange(LABELS), np.arange(LABELS))) / LABELS
    brier = np.random.default_rng(1).random((2, ROWS))
    start = time.perf_counter()
    counts = PairedCounts.of(truth, legacy, retrained, tuple(NAMES), keys)
    steps: dict[str, Callable[[], object]] = {
        "macro F1 with its error": lambda: delta_macro_f1(counts),
        f"swap test, {SWAPS.draws:,} draws": lambda: swap_test(counts, SWAPS),
        "accuracy with its error, McNemar": lambda: (accuracy(counts), mcnemar_test(counts)),
        "McNemar of every label, Holm": lambda: label_regressions(counts),
        "severity": lambda: (severity_cost(counts, costs), severity_of_mistakes(counts, costs)),
        "Brier": lambda: mean_cost(brier[0], brier[1], keys),
    }
    seconds = {f"counting, {len(counts.n):,} triples": time.perf_counter() - start}
    seconds |= {name: _seconds(step) for name, step in steps.items()}
    return {**seconds, "all of it": sum(seconds.values())}


def naive(judged: Rows) -> Seconds:
    """Macro F1 differences one after another, each on resampled rows or groups."""
    generator, groups = np.random.default_rng(2), judged[3]
    members = None if groups is None else np.split(np.argsort(groups), np.cumsum(np.bincount(groups))[:-1])

    def draw() -> float:
        drawn = generator.integers(
            0,
            ROWS if members is None else len(members),
            ROWS if members is None else GROUPS,
        )
        positions = drawn if members is None else np.concatenate([members[group] for group in drawn])
        truth, legacy, retrained = (column[positions] for column in judged[:3] if column is not None)
        before, after = (
            f1_score(truth, predicted, average="macro", zero_division=0) for predicted in (legacy, retrained)
        )
        return float(after - before)

    seconds_of_draw = sum(_seconds(draw) for _ in range(NAIVE_DRAWS)) / NAIVE_DRAWS
    return {
        "macro F1 of one draw": seconds_of_draw,
        BOOTSTRAP: seconds_of_draw * BOOTSTRAP_DRAWS,
    }


def _seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


if __name__ == "__main__":
    show(main())
