"""Decomposes a gain into the part of the data and the part of the recipe."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrain.decision import PairedCounts, PairedEstimate, Resampling, accuracy, macro_f1

RESAMPLING = Resampling(draws=1999, seed=1)
MODELS = {
    "legacy": "legacy, in production",
    "refitted": "legacy recipe, refitted on today's data",
    "retrained": "retrained",
}
STEPS = {
    "data": ("legacy", "refitted"),
    "recipe": ("refitted", "retrained"),
    "both": ("legacy", "retrained"),
}
METRICS: Mapping[str, Callable[[PairedCounts], PairedEstimate]] = {
    "macro_f1": lambda counts: macro_f1(counts, RESAMPLING),
    "accuracy": accuracy,
}
WORDS = {"macro_f1": "Macro F1", "accuracy": "Accuracy"}

Labels = NDArray[np.object_]


@dataclass(frozen=True)
class Difference:
    """The change of a score in one step, with its paired 95 % interval, to six decimals."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, estimate: PairedEstimate) -> "Difference":
        """The difference of a paired estimate."""
        low, high = estimate.delta.interval()
        return cls(round(estimate.delta.value, 6), round(low, 6), round(high, 6))

    def __str__(self) -> str:
        return f"{self.value:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"


@dataclass(frozen=True)
class Gain:
    """The gain of a retrain.

    Attributes:
        rows: number of rows.
        scores: model -> metric -> score, rounded to six decimals.
        steps: `data`, `recipe` and `both` -> metric -> difference; the first two add up to the
            third.
    """

    rows: int
    scores: Mapping[str, Mapping[str, float]]
    steps: Mapping[str, Mapping[str, Difference]]


def decompose_gain(truth: Labels, predictions: Mapping[str, Labels], groups: Labels | None) -> Gain:
    """The scores of the three models, and their differences step by step.

    Args:
        truth: true labels, shape (n,).
        predictions: model -> its predictions, shape (n,).
        groups: group of each row, shape (n,); None without groups.
    """
    labels = sorted(set().union(*(column.tolist() for column in [truth, *predictions.values()])))
    estimates: dict[str, dict[str, PairedEstimate]] = {}
    for step, (before, after) in STEPS.items():
        counts = PairedCounts.of(truth, predictions[before], predictions[after], labels, groups)
        estimates[step] = {name: metric(counts) for name, metric in METRICS.items()}
    differences: dict[str, dict[str, Difference]] = {}
    for step, by_metric in estimates.items():
        differences[step] = {name: Difference.of(estimate) for name, estimate in by_metric.items()}
    data = estimates["data"]
    recipe = estimates["recipe"]
    return Gain(
        rows=len(truth),
        scores={
            "legacy": {name: round(pair.legacy.value, 6) for name, pair in data.items()},
            "refitted": {name: round(pair.retrained.value, 6) for name, pair in data.items()},
            "retrained": {name: round(pair.retrained.value, 6) for name, pair in recipe.items()},
        },
        steps=differences,
    )


def format_gain(gain: Gain) -> str:
    """A table of the three models' scores, and a sentence for each metric."""
    width = max(map(len, MODELS.values()))
    lines = [" ".join([" " * width, *(f"{word:>9}" for word in WORDS.values())])]
    for model, name in MODELS.items():
        scores = [f"{gain.scores[model][metric]:>9.3f}" for metric in WORDS]
        lines.append(" ".join([f"{name:<{width}}", *scores]))
    return "\n".join([*lines, *(_sentence(gain, metric) for metric in WORDS)])


def _sentence(gain: Gain, metric: str) -> str:
    data = gain.steps["data"][metric]
    recipe = gain.steps["recipe"][metric]
    return f"{WORDS[metric]}: {data} from the data, {recipe} from the recipe."
