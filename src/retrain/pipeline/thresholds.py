"""The two thresholds of a new model."""

import numpy as np
from numpy.typing import NDArray

from retrain.inference import threshold_for_cost, threshold_for_error, threshold_for_label
from retrain.ml_configuration import InputError, Task

Labels = tuple[str, ...]


def check_abstention(task: Task, labels: Labels) -> None:
    """Passes where the model can answer with the label for what is out of scope, if the task names one.

    Raises:
        InputError: no training row has it.
    """
    label = task.abstention.out_of_scope if task.abstention else None
    if label is not None and label not in labels:
        raise InputError(
            f"conf/task/{task.name}.yaml: task.abstention.out_of_scope is {label!r}, which no training row has; "
            f"name one of {', '.join(labels[:20])}"
        )


def choose_threshold(task: Task, labels: Labels, probabilities: NDArray[np.float64], truth: NDArray[np.int64]) -> float:
    """The confidence below which the network abstains; 0 where the task does not ask it to, or there are no rows.

    Args:
        task: which says how it is chosen.
        labels: (k,) in the order of the probabilities.
        probabilities: (n, k) of rows that were not trained on, calibrated.
        truth: (n,) label positions.
    """
    wanted = task.abstention
    if wanted is None or not truth.size:
        return 0.0
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    if wanted.max_error is not None:
        threshold = threshold_for_error(confidence, right, wanted.max_error)
    else:
        threshold = threshold_for_label(probabilities, truth, labels.index(str(wanted.out_of_scope)))
    _tell(threshold, confidence, right, wanted.max_error)
    return threshold


def _tell(threshold: float, confidence: NDArray[np.float64], right: NDArray[np.bool_], max_error: float | None) -> None:
    answered = confidence >= threshold
    error = float((~right[answered]).mean())
    missed = "" if max_error is None or error <= max_error else f"; no threshold brings that down to {max_error:.1%}"
    print(  # noqa: T201
        f"below a confidence of {threshold} the network abstains: {1 - answered.mean():.1%} of the validation rows; "
        f"of its other answers {error:.1%} are wrong{missed}",
        flush=True,
    )


def check_two_labels(task: Task, labels: Labels) -> None:
    """Passes where a binary task has two labels in its training rows, and one of them is looked for.

    Raises:
        InputError: it has others.
    """
    if task.positive is not None and (len(labels) != 2 or task.positive not in labels):  # noqa: PLR2004
        raise InputError(
            f"conf/task/{task.name}.yaml: a binary task has two labels, one of them positive: {task.positive!r}; the "
            f"training rows have {', '.join(labels[:20])}; merge labels with the adapter map_labels"
        )


def choose_limit(task: Task, labels: Labels, probabilities: NDArray[np.float64], truth: NDArray[np.int64]) -> float:
    """The probability from which the label is answered that a binary task looks for; 0.5 where there are no rows.

    Args:
        task: which names it, and in `severity` the costs of both mistakes, 1 where they are not
            named.
        labels: both, in the order of the probabilities.
        probabilities: (n, 2) of rows that were not trained on, calibrated.
        truth: (n,) label positions.
    """
    if task.positive is None or not truth.size:
        return 0.5
    place = labels.index(task.positive)
    mistakes = ((task.positive, labels[1 - place]), (labels[1 - place], task.positive))
    missed, false_alarm = (_cost(task, true, answer) for true, answer in mistakes)
    limit = threshold_for_cost(probabilities[:, place], truth == place, missed, false_alarm)
    print(f"{task.positive!r} is answered from a probability of {limit} on", flush=True)  # noqa: T201
    return limit


def _cost(task: Task, truth: str, answer: str) -> float:
    return 1.0 if task.severity is None else task.severity.costs.get(truth, {}).get(answer, 1.0)
