"""Chooses the abstention and decision thresholds of a new model on validation rows."""

import numpy as np
from numpy.typing import NDArray

from retrain.metrics import count_labels, macro_f1
from retrain.ml_configuration import InputError, Task

Labels = tuple[str, ...]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Positions = NDArray[np.int64]
DIGITS = 6
MAX_CANDIDATES = 200


def check_out_of_scope_label(task: Task, labels: Labels) -> None:
    """Checks that the out-of-scope label, where the task names one, occurs in the training rows.

    Raises:
        InputError: no training row has it.
    """
    label = task.abstention.out_of_scope if task.abstention else None
    if label is not None and label not in labels:
        raise InputError(
            f"conf/task/{task.name}.yaml: task.abstention.out_of_scope is {label!r}, which no "
            f"training row has; name one of {', '.join(labels[:20])}"
        )


def check_binary_labels(task: Task, labels: Labels) -> None:
    """Checks that a binary task has two labels in training, one of them the positive class.

    Raises:
        InputError: they have others.
    """
    if task.positive is None or (len(labels) == 2 and task.positive in labels):  # noqa: PLR2004
        return
    raise InputError(
        f"conf/task/{task.name}.yaml: a binary task has two labels, one of them positive: "
        f"{task.positive!r}; the training rows have {', '.join(labels[:20])}; merge labels with "
        "the adapter map_labels"
    )


def choose_abstention_threshold(task: Task, labels: Labels, probabilities: Floats, truth: Positions) -> float:
    """The confidence below which the network abstains.

    It is 0 where the task has no `abstention`, or there are no rows.

    Args:
        task: its `abstention` holds the criterion.
        labels: (k,) in the order of the probabilities.
        probabilities: (n, k) of rows that were not trained on, calibrated.
        truth: (n,) label positions.
    """
    criterion = task.abstention
    if criterion is None or not truth.size:
        return 0.0
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    if criterion.max_error is not None:
        threshold = threshold_for_error(confidence, right, criterion.max_error)
    else:
        threshold = threshold_for_macro_f1(probabilities, truth, labels.index(str(criterion.out_of_scope)))
    _log_abstention(threshold, confidence, right, criterion.max_error)
    return threshold


def choose_decision_threshold(task: Task, labels: Labels, probabilities: Floats, truth: Positions) -> float:
    """The probability from which the positive class of a binary task is predicted.

    It is 0.5 for other tasks, or where there are no rows.

    Args:
        task: names the positive class, and in `severity` the costs of both mistakes, 1 where they
            are not named.
        labels: both, in the order of the probabilities.
        probabilities: (n, 2) of rows that were not trained on, calibrated.
        truth: (n,) label positions.
    """
    if task.positive is None or not truth.size:
        return 0.5
    position = labels.index(task.positive)
    negative = labels[1 - position]
    threshold = threshold_for_cost(
        probabilities[:, position],
        truth == position,
        false_negative=_cost(task, task.positive, negative),
        false_positive=_cost(task, negative, task.positive),
    )
    print(f"{task.positive!r} is predicted from a probability of {threshold}", flush=True)  # noqa: T201
    return threshold


def threshold_for_error(confidence: Floats, right: Flags, max_error: float) -> float:
    """The lowest threshold at which at most `max_error` of the predictions are wrong.

    Chow, On Optimum Recognition Error and Reject Tradeoff, 1970.

    Args:
        confidence: in the prediction of each row, shape (n,), n at least 1.
        right: whether the prediction is right, shape (n,).
        max_error: share of wrong predictions that is allowed.

    Returns:
        A confidence; where no threshold reaches the share, the one that leaves the smallest share
        wrong.
    """
    candidates = _candidates(confidence)
    order = np.argsort(confidence)
    first = np.searchsorted(confidence[order], candidates)
    wrong = np.cumsum(~right[order][::-1])[::-1]
    errors = wrong[first] / (len(confidence) - first)
    reached = errors <= max_error
    return float(candidates[reached.argmax() if reached.any() else errors.argmin()])


def threshold_for_macro_f1(probabilities: Floats, truth: Positions, out_of_scope: int) -> float:
    """The threshold with the highest macro F1 where less confident predictions are `out_of_scope`.

    Hendrycks and Gimpel, A Baseline for Detecting Misclassified and Out-of-Distribution Examples,
    2017: rows that belong to no label are predicted with less confidence.

    Args:
        probabilities: shape (n, k), n at least 1.
        truth: position of the true label of each row, shape (n,).
        out_of_scope: position of the label.

    Returns:
        A confidence: the best of about 200 that are spread over the rows, the lowest where several
        are equally good.
    """
    confidence = probabilities.max(axis=1)
    prediction = probabilities.argmax(axis=1)
    candidates = _candidates(confidence)
    candidates = candidates[:: 1 + len(candidates) // MAX_CANDIDATES]
    scores = []
    for threshold in candidates:
        replaced = np.where(confidence < threshold, out_of_scope, prediction)
        scores.append(macro_f1(*count_labels(truth, replaced, probabilities.shape[1])))
    return float(candidates[np.round(scores, 9).argmax()])


def threshold_for_cost(probability: Floats, positive: Flags, false_negative: float, false_positive: float) -> float:
    """The probability from which predicting the positive class costs least.

    Elkan, The Foundations of Cost-Sensitive Learning, 2001: with true probabilities it would be
    false_positive / (false_positive + false_negative).

    Args:
        probability: of the positive class, (n,), n at least 1.
        positive: whether each row has it, (n,).
        false_negative: cost of a positive row that is predicted otherwise.
        false_positive: cost of another row that is predicted positive.

    Returns:
        The middle between two neighbouring probabilities, 0 for all rows, or the number after 1 for
        none; of equally good ones the one nearest to 0.5.
    """
    order = np.argsort(probability, kind="stable")
    ascending = probability[order]
    is_positive = positive[order]
    missed_below = np.concatenate(([0], np.cumsum(is_positive)))
    false_alarms_above = np.concatenate((np.cumsum(~is_positive[::-1])[::-1], [0]))
    costs = false_negative * missed_below + false_positive * false_alarms_above
    middles = np.maximum((ascending[1:] + ascending[:-1]) / 2, np.nextafter(ascending[:-1], 2))
    thresholds = np.concatenate(([0.0], middles, [np.nextafter(1.0, 2.0)]))
    separates = np.concatenate(([True], ascending[1:] > ascending[:-1], [True]))
    best = thresholds[separates & (costs == costs[separates].min())]
    return float(best[np.abs(best - 0.5).argmin()])


def _candidates(confidence: Floats) -> Floats:
    """Confidences cut off after six digits, ascending; 0 is the first, and each leaves a row."""
    cut = np.floor(confidence * 10**DIGITS) / 10**DIGITS
    return np.unique(np.append(cut[cut <= confidence.max()], 0.0))


def _log_abstention(threshold: float, confidence: Floats, right: Flags, max_error: float | None) -> None:
    predicted = confidence >= threshold
    error = float((~right[predicted]).mean())
    out_of_reach = max_error is not None and error > max_error
    remark = f"; no threshold brings that down to {max_error:.1%}" if out_of_reach else ""
    print(  # noqa: T201
        f"below a confidence of {threshold} the network abstains: "
        f"{1 - predicted.mean():.1%} of the validation rows; "
        f"of its other predictions {error:.1%} are wrong{remark}",
        flush=True,
    )


def _cost(task: Task, truth: str, prediction: str) -> float:
    if task.severity is None:
        return 1.0
    return task.severity.costs.get(truth, {}).get(prediction, 1.0)
