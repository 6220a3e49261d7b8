"""The predictions of a classifier, and the table that is written of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrain.ml_configuration.columns import Record
from retrain.ml_configuration.enums import Role

if TYPE_CHECKING:
    import pandas as pd

    from retrain.model.classifier import Classifier

NETWORK = "network"


class Prediction(NamedTuple):
    """The prediction for one record.

    Attributes:
        label: after the taggers.
        confidence: the network's probability of that label.
        source: "network", or the id of the tagger that decided.
        abstained: whether the network decided and its confidence is below the model's threshold.
        probabilities: (k,) of the network, in the order of the model's labels.
        record: as the model reads it.
    """

    label: str
    confidence: float
    source: str
    abstained: bool
    probabilities: NDArray[np.float64]
    record: Record


@dataclass(frozen=True)
class Predictions:
    """The predictions for n records.

    Attributes:
        labels: (k,) the labels that the model knows, in the order of the probabilities.
        ids: (n,) the records' ids.
        network: (n,) the label that the network alone predicts; where it abstains, the label for
            what is out of scope, if the task has one.
        prediction: (n,) the label after the taggers.
        probabilities: (n, k) of the network.
        source: (n,) "network", or the id of the tagger that decided.
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

    @cached_property
    def confidence(self) -> NDArray[np.float64]:
        """The network's probability of each prediction, (n,), also where a tagger decided."""
        return self.probability_of(self.prediction)

    def probability_of(self, labels: NDArray[np.object_]) -> NDArray[np.float64]:
        """The network's probability of one label a record, (n,); 0 for an unknown label."""
        positions = self._positions(labels)
        probabilities = self.probabilities[np.arange(len(positions)), positions]
        return np.where(positions >= 0, probabilities, 0.0)

    def brier_scores(self, truth: NDArray[np.object_]) -> NDArray[np.float64]:
        """The Brier score of each record, (n,), from 0 to 2: the squared distance from the truth.

        Brier, Verification of Forecasts Expressed in Terms of Probability, 1950. Where a tagger
        decided, its label has probability 1; a truth that the network does not know has
        probability 0.
        """
        positions = self._positions(truth)
        known = np.flatnonzero(positions >= 0)
        distances = self.probabilities.copy()
        distances[known, positions[known]] -= 1
        network = (distances**2).sum(axis=1) + (positions < 0)
        tagger = np.where(self.prediction == truth, 0.0, 2.0)
        return np.where(self.source == NETWORK, network, tagger)

    def _positions(self, labels: NDArray[np.object_]) -> NDArray[np.int64]:
        """The position of each label in the model's labels, -1 where it has none."""
        position = {label: number for number, label in enumerate(self.labels)}
        return np.array([position.get(label, -1) for label in labels], dtype=np.int64)


def predictions_table(predictions: Predictions, groups: pd.Series, truth: pd.Series) -> pd.DataFrame:
    """The predictions table: one row a record, in the records' order.

    Args:
        predictions: of n records.
        groups: (n,) what keeps rows together.
        truth: (n,) labels, empty where unknown.

    Returns:
        Columns id, group, truth, prediction, confidence, p_truth, brier, network, source,
        abstained, all of text; a probability has all its digits, and what needs the truth is empty
        where that is unknown. The confidence is the network's in the prediction, also where a
        tagger or the label for what is out of scope took the place of its own.
    """
    import pandas as pd

    labels = truth.to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "id": predictions.ids,
            "group": groups.to_numpy(dtype=object),
            "truth": labels,
            "prediction": predictions.prediction,
            "confidence": _digits(predictions.confidence),
            "p_truth": np.where(labels == "", "", _digits(predictions.probability_of(labels))),
            "brier": np.where(labels == "", "", _digits(predictions.brier_scores(labels))),
            "network": predictions.network,
            "source": predictions.source,
            "abstained": np.where(predictions.abstained, "true", "false"),
        }
    )


def predict_records(raw: pd.DataFrame, classifier: Classifier, first: int = 1) -> pd.DataFrame:
    """The predictions table of raw records, in their order; without ids, numbered from `first`.

    Raises:
        InputError: the records lack a column that the classifier reads, or a cell is not of its
            role.
    """
    import pandas as pd

    from retrain.workspace.csv_tables import TableColumns

    task = classifier.recipe.task
    predictions = classifier.predict(TableColumns(raw), first)
    groups = raw.get(task.column_name(Role.GROUP), pd.Series(predictions.ids))
    unknown = pd.Series("", range(len(raw)), dtype=object)
    return predictions_table(predictions, groups, raw.get(task.label, unknown))


def _digits(values: NDArray[np.float64]) -> NDArray[np.object_]:
    return np.array([repr(float(value)) for value in values], dtype=object)
