"""From which probability on a new binary model answers with the label that its task looks for."""

import numpy as np
from numpy.typing import NDArray

from retrain.inference import threshold_for_cost
from retrain.ml_configuration import InputProblem, Task

Labels = tuple[str, ...]


def check_two_labels(task: Task, labels: Labels) -> None:
    """Passes where a binary task has two labels in its training rows, and one of them is looked for.

    Raises:
        InputProblem: it has others.
    """
    if task.positive is not None and (len(labels) != 2 or task.positive not in labels):  # noqa: PLR2004
        raise InputProblem(
            f"conf/task/{task.name}.yaml: a binary task has two labels, one of them positive: {task.positive!r}; the "
            f"training rows have {', '.join(labels[:20])}; merge labels with the adapter map_labels"
        )


def choose_limit(task: Task, labels: Labels, probabilities: NDArray[np.float64], truth: NDArray[np.int64]) -> float:
    """The probability from which the label is answered that a binary task looks for; 0.5 where there are no rows.

    Args:
        task: which names it, and in `severity` the costs of both mistakes, 1 where they are not named.
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
