"""The confidence below which a model abstains, chosen on rows that were not trained on.

A threshold is the confidence of a row cut off after six digits, or 0; of those that are equally
good it is the lowest.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
DIGITS = 6
TRIED = 200


def threshold_for_error(confidence: Floats, right: NDArray[np.bool_], max_error: float) -> float:
    """The lowest threshold at which at most `max_error` of the answers are wrong.

    Chow, On Optimum Recognition Error and Reject Tradeoff, 1970.

    Args:
        confidence: in the answer of each row, shape (n,), n at least 1.
        right: whether the answer is right, shape (n,).
        max_error: wanted share of wrong answers.

    Returns:
        A confidence; where no threshold reaches the share, the one that leaves the smallest share
        wrong.
    """
    candidates, order = _candidates(confidence), np.argsort(confidence)
    first = np.searchsorted(confidence[order], candidates)
    wrong = np.cumsum(~right[order][::-1])[::-1]
    errors = wrong[first] / (len(confidence) - first)
    reached = errors <= max_error
    return float(candidates[reached.argmax() if reached.any() else errors.argmin()])


def threshold_for_label(probabilities: Floats, truth: Integers, out_of_scope: int) -> float:
    """The threshold with the highest macro F1 when every less confident answer becomes the label `out_of_scope`.

    Hendrycks and Gimpel, A Baseline for Detecting Misclassified and Out-of-Distribution Examples,
    2017: what belongs to no label is answered with less confidence.

    Args:
        probabilities: shape (n, k), n at least 1.
        truth: position of the true label of each row, shape (n,).
        out_of_scope: position of the label.

    Returns:
        A confidence: the best of about 200 that are spread over the rows.
    """
    confidence, answer = probabilities.max(axis=1), probabilities.argmax(axis=1)
    candidates = _candidates(confidence)
    tried = candidates[:: 1 + len(candidates) // TRIED]
    scores = [_macro_f1(truth, np.where(confidence < threshold, out_of_scope, answer)) for threshold in tried]
    return float(tried[np.round(scores, 9).argmax()])


def _candidates(confidence: Floats) -> Floats:
    """Every threshold that leaves at least one answer, ascending; the first, 0, leaves all of them."""
    cut = np.floor(confidence * 10**DIGITS) / 10**DIGITS
    return np.unique(np.append(cut[cut <= confidence.max()], 0.0))


def _macro_f1(truth: Integers, answer: Integers) -> float:
    """The mean F1 of the labels that occur in the truth."""
    size = int(max(truth.max(), answer.max())) + 1
    support, answered = np.bincount(truth, minlength=size), np.bincount(answer, minlength=size)
    hits = np.bincount(truth[truth == answer], minlength=size)
    occurs = support > 0
    return float((2 * hits[occurs] / (support + answered)[occurs]).mean())
