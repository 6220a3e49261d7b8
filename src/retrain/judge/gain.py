"""A gain, split into what the data and what the recipe brought."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrain.decision import PairedCounts, PairedEstimate, Resampling, accuracy, macro_f1

RESAMPLING = Resampling(draws=1999, seed=1)
MODELS = {
    "legacy": "legacy, as it serves",
    "refitted": "legacy recipe, refitted on today's data",
    "retrained": "retrained",
}
STEPS = {"data": ("legacy", "refitted"), "recipe": ("refitted", "retrained"), "both": ("legacy", "retrained")}
METRICS: Mapping[str, Callable[[PairedCounts], PairedEstimate]] = {
    "macro_f1": lambda counts: macro_f1(counts, RESAMPLING),
    "accuracy": accuracy,
}
WORDS = {"macro_f1": "macro F1", "accuracy": "accuracy"}

Labels = NDArray[np.object_]


@dataclass(frozen=True)
class Difference:
    """A score less the score before the step, with the bounds of its paired 95 % interval, to six decimals."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, estimate: PairedEstimate) -> "Difference":
        """The difference of two models."""
        return cls(*(round(number, 6) for number in (estimate.delta.value, *estimate.delta.interval())))

    def __str__(self) -> str:
        return f"{self.value:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"


@dataclass(frozen=True)
class Gain:
    """What a retrain gained on n rows.

    Attributes:
        rows: n.
        scores: model -> metric -> score, to six decimals.
        steps: `data`, `recipe` and `both` -> metric -> difference; the first two add up to the
            third.
    """

    rows: int
    scores: Mapping[str, Mapping[str, float]]
    steps: Mapping[str, Mapping[str, Difference]]


def split_gain(truth: Labels, answers: Mapping[str, Labels], groups: Labels | None) -> Gain:
    """The scores of the three models, and their differences step by step.

    Args:
        truth: (n,) the true labels.
        answers: model -> its answers, (n,).
        groups: (n,) what keeps rows together; None where nothing does.
    """
    labels = sorted({label for column in (truth, *answers.values()) for label in column.tolist()})
    pairs = {
        step: PairedCounts.of(truth, answers[before], answers[after], labels, groups)
        for step, (before, after) in STEPS.items()
    }
    found = {step: {name: metric(counts) for name, metric in METRICS.items()} for step, counts in pairs.items()}
    return Gain(
        rows=len(truth),
        scores={
            "legacy": {name: round(one.legacy.value, 6) for name, one in found["data"].items()},
            "refitted": {name: round(one.retrained.value, 6) for name, one in found["data"].items()},
            "retrained": {name: round(one.retrained.value, 6) for name, one in found["recipe"].items()},
        },
        steps={step: {name: Difference.of(one) for name, one in both.items()} for step, both in found.items()},
    )


def gain_in_words(gain: Gain) -> str:
    """A table of the three models' scores, and a sentence for each metric."""
    width = max(map(len, MODELS.values()))
    head = " ".join([" " * width, *(f"{word:>9}" for word in WORDS.values())])
    lines = [
        " ".join([f"{name:<{width}}", *(f"{gain.scores[model][metric]:>9.3f}" for metric in WORDS)])
        for model, name in MODELS.items()
    ]
    return "\n".join([head, *lines, *(_sentence(gain, metric) for metric in WORDS)])


def _sentence(gain: Gain, metric: str) -> str:
    data, recipe = (gain.steps[step][metric] for step in ("data", "recipe"))
    return f"In {WORDS[metric]} the data brought {data}, the recipe {recipe}."
