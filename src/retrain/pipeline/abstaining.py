"""When a new model would rather not answer, as its task asks."""

import numpy as np
from numpy.typing import NDArray

from retrain.inference import threshold_for_error, threshold_for_label
from retrain.ml_configuration import InputProblem, Task

Labels = tuple[str, ...]


def check_abstention(task: Task, labels: Labels) -> None:
    """Passes where the model can answer with the label for what is out of scope, if the task names one.

    Raises:
        InputProblem: no training row has it.
    """
    label = task.abstention.out_of_scope if task.abstention else None
    if label is not None and label not in labels:
        raise InputProblem(
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
