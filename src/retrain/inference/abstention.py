"""The confidence below which a model abstains, chosen on rows that were not trained on."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
DIGITS = 6


def threshold_for_error(confidence: Floats, right: NDArray[np.bool_], max_error: float) -> float:
    """The lowest threshold at which at most `max_error` of the answers are wrong: Chow's reject option (1970).

    Args:
        confidence: in the answer of each row, shape (n,).
        right: whether the answer is right, shape (n,).
        max_error: wanted share of wrong answers.

    Returns:
        A confidence with six digits; where no threshold reaches the share, the one that leaves the fewest wrong.
    """
    candidates = _candidates(confidence)
    errors = np.array([1 - right[confidence >= at].mean() for at in candidates])
    reached = np.flatnonzero(errors <= max_error)
    return float(candidates[reached[0] if len(reached) else errors.argmin()])


def threshold_for_label(probabilities: Floats, truth: Integers, out_of_scope: int) -> float:
    """The threshold with the highest macro F1 when every less confident answer becomes the label `out_of_scope`.

    Hendrycks and Gimpel (2017): rows of no known label get less confident answers.

    Args:
        probabilities: shape (n, k).
        truth: position of the true label of each row, shape (n,).
        out_of_scope: position of the label.

    Returns:
        A confidence with six digits, the lowest of the best ones.
    """
    confidence, answer = probabilities.max(axis=1), probabilities.argmax(axis=1)
    candidates = _candidates(confidence)
    scores = [_macro_f1(truth, np.where(confidence < at, out_of_scope, answer)) for at in candidates]
    return float(candidates[int(np.argmax(np.round(scores, 9)))])


def _candidates(confidence: Floats) -> Floats:
    """At most 200 thresholds, the first of which abstains from nothing."""
    return np.unique([0.0, *np.floor(np.quantile(confidence, np.linspace(0, 0.995, 199)) * 10**DIGITS) / 10**DIGITS])


def _macro_f1(truth: Integers, answer: Integers) -> float:
    size = int(max(truth.max(), answer.max())) + 1
    support, answered = np.bincount(truth, minlength=size), np.bincount(answer, minlength=size)
    hits = np.bincount(truth[truth == answer], minlength=size)
    occurs = support > 0
    return float((2 * hits[occurs] / (support + answered)[occurs]).mean())
