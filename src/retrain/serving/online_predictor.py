"""A model folder loaded for a service: from raw records of a request to their predictions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Self

from retrain.filterers import RecordFilterer, build_filterers
from retrain.ml_configuration import InputError, Role, Task, paths
from retrain.ml_configuration.columns import Record, to_columns
from retrain.ml_configuration.recipe import Filterers
from retrain.model.classifier import Classifier
from retrain.model.model_folder import load_consistently
from retrain.model.predictions import Prediction
from retrain.model.training_profile import Profile, read_profile
from retrain.workspace.json_files import parse_model, read_json


class ServedPrediction(NamedTuple):
    """The prediction for one record of a request.

    Attributes:
        prediction: of the model.
        reason: why a filterer would have removed the record, or "".
        abstained: whether nobody should act on the label: the model abstains, or there is a reason.
    """

    prediction: Prediction
    reason: str
    abstained: bool


@dataclass(frozen=True, eq=False)
class OnlinePredictor:
    """A loaded model folder.

    Attributes:
        classifier: the model.
        record_filters: from a record to why it would be removed, or "".
        profile: of the training rows; None in an older folder.
        metadata: the folder's metrics and provenance, and the decision that promoted it where that
            is here.
    """

    classifier: Classifier
    record_filters: tuple[Callable[[Record], str], ...]
    profile: Profile | None
    metadata: dict[str, Any]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The model of a folder as it is at one moment, files and golden predictions checked.

        Raises:
            InputError: the folder holds no complete model, or one that predicts otherwise than
                when it was trained.
        """
        return load_consistently(folder, cls._load)

    @classmethod
    def _load(cls, folder: Path) -> Self:
        classifier = Classifier.load(folder)
        metadata = {name: read_json(folder / f"{name}.json") for name in ("metrics", "provenance")}
        archived = paths.DECISIONS / classifier.digest / paths.DECISION.name
        metadata["decision"] = read_json(archived) if archived.is_file() else None
        record_filters = _record_filters(folder / "filterers.json", classifier.recipe.task)
        return cls(classifier, record_filters, read_profile(folder), metadata)

    def predict(self, raw: Sequence[Record]) -> list[ServedPrediction]:
        """The predictions for at least one raw record, in their order; the bits of `Classifier.predict`.

        Raises:
            InputError: a column that the model reads is missing, or a cell is not of its role.
        """
        for record in raw:
            absent = self._required - record.keys()
            if absent:
                remedy = "supply it, empty where the value is missing"
                raise InputError(f"the record has no column {min(absent)!r}; {remedy}")
        records = self.classifier.adapters.adapt(to_columns(raw), need_label=False, first=None)
        predictions = self.classifier.predict_rows(records)
        return [self._served(prediction) for prediction in predictions]

    @cached_property
    def id_column(self) -> str:
        """The column of a record's id."""
        return self.classifier.recipe.task.column_name(Role.ID) or "id"

    @cached_property
    def _required(self) -> frozenset[str]:
        return frozenset(self.classifier.adapters.raw_features)

    def _served(self, prediction: Prediction) -> ServedPrediction:
        """The prediction with the reason of the first filterer that would remove its record."""
        for row_filter in self.record_filters:
            reason = row_filter(prediction.record)
            if reason:
                return ServedPrediction(prediction, reason, abstained=True)
        return ServedPrediction(prediction, "", prediction.abstained)


def _record_filters(file: Path, task: Task) -> tuple[Callable[[Record], str], ...]:
    if not file.is_file():
        return ()
    filterers = build_filterers(parse_model(Filterers, read_json(file), str(file)))
    servable = [filterer for filterer in filterers if isinstance(filterer, RecordFilterer)]
    return tuple(filterer.row_filter(task) for filterer in servable)
