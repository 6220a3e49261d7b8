"""What a classifier says of records, and the predictions table that is written of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

NETWORK = "network"


@dataclass(frozen=True)
class Answers:
    """What a classifier says of n records.

    Attributes:
        labels: (k,) the labels that it knows, in the order of the probabilities.
        ids: (n,) the records' ids.
        network: (n,) what the network alone answers, and where it abstains the label for what is
            out of scope, if any.
        prediction: (n,) the answer, after the taggers.
        probabilities: (n, k) of the network.
        source: (n,) "network", or the tagger that decided.
        abstained: (n,) whether the network decided and its confidence is below the model's
            threshold.
    """

    labels: tuple[str, ...]
    ids: NDArray[np.object_]
    network: NDArray[np.object_]
    prediction: NDArray[np.object_]
    probabilities: NDArray[np.float64]
    source: NDArray[np.object_]
    abstained: NDArray[np.bool_]

    def probability_of(self, labels: NDArray[np.object_]) -> NDArray[np.float64]:
        """The network's probability of one label a record, (n,); 0 for a label that it does not know."""
        places = self._places(labels)
        chosen = self.probabilities[np.arange(len(places)), places]
        return np.where(places >= 0, chosen, 0.0)

    def brier_scores(self, truth: NDArray[np.object_]) -> NDArray[np.float64]:
        """The Brier score of each record, (n,), from 0 to 2: its probabilities' squared distance from the truth.

        Brier, Verification of Forecasts Expressed in Terms of Probability, 1950. Where a tagger
        decided, its answer has probability 1; a truth that the network does not know has
        probability 0.
        """
        places = self._places(truth)
        known = np.flatnonzero(places >= 0)
        distances = self.probabilities.copy()
        distances[known, places[known]] -= 1
        network = (distances**2).sum(axis=1) + (places < 0)
        return np.where(self.source == NETWORK, network, np.where(self.prediction == truth, 0.0, 2.0))

    def _places(self, labels: NDArray[np.object_]) -> NDArray[np.int64]:
        """The position of each label in the model's labels, -1 where it has none."""
        position = {label: place for place, label in enumerate(self.labels)}
        return np.array([position.get(label, -1) for label in labels], dtype=np.int64)


def predictions_table(answers: Answers, groups: pd.Series, truth: pd.Series) -> pd.DataFrame:
    """The predictions table: one row a record, in the records' order.

    Args:
        answers: of n records.
        groups: (n,) what keeps rows together.
        truth: (n,) labels, empty where unknown.

    Returns:
        Columns id, group, truth, prediction, confidence, p_truth, brier, network, source,
        abstained, all of text; a probability has all its digits, and what needs the truth is empty
        where that is unknown. The confidence is the network's in the prediction, also where a
        tagger or the label for what is out of scope took the place of its own.
    """
    import pandas as pd

    given = truth.to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "id": answers.ids,
            "group": groups.to_numpy(dtype=object),
            "truth": given,
            "prediction": answers.prediction,
            "confidence": _digits(answers.probability_of(answers.prediction)),
            "p_truth": np.where(given == "", "", _digits(answers.probability_of(given))),
            "brier": np.where(given == "", "", _digits(answers.brier_scores(given))),
            "network": answers.network,
            "source": answers.source,
            "abstained": np.where(answers.abstained, "true", "false"),
        }
    )


def _digits(values: NDArray[np.float64]) -> NDArray[np.object_]:
    return np.array([repr(float(value)) for value in values], dtype=object)
