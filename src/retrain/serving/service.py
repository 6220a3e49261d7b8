"""What the routes share: the model, how requests are read and answers written, and what is counted."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter
from starlette.concurrency import run_in_threadpool

from retrain.adapters import raw_features
from retrain.ml_configuration import InputError, Role
from retrain.serving.metrics import Watch
from retrain.serving.model_watcher import Keeper, ServedAnswer, ServedModel
from retrain.serving.online_predictor import Record
from retrain.serving.prediction_log import AnswerLog
from retrain.serving.request_batching import Together
from retrain.serving.schema import body_of, raw_of, record_class
from retrain.serving.settings import Settings

TOP = 5


class Service:
    """One service."""

    def __init__(self, settings: Settings) -> None:
        """Loads the model.

        Raises:
            InputError: `MODEL_DIGEST` allows another model only, or the answer log cannot be
                written.
        """
        self.settings, self.watch = settings, Watch()
        self.keeper = Keeper(settings.model, settings.model_digest)
        if settings.model_digest and self.keeper.served is None:
            raise InputError(self.keeper.refused)
        self.log = AnswerLog(settings.answer_log, texts=settings.log_texts) if settings.answer_log else None
        self._together = Together(self.ask)
        self._bodies: dict[str, TypeAdapter[Any]] = {}

    @property
    def served(self) -> ServedModel:
        """The model that answers now.

        Raises:
            InputError: none could be loaded yet.
        """
        if self.keeper.served is None:
            raise InputError(f"no model can be loaded: {self.keeper.refused}")
        return self.keeper.served

    def body(self, model: ServedModel) -> TypeAdapter[Any]:
        """What reads a body for a model."""
        digest = model.classifier.digest
        if digest not in self._bodies:
            self._bodies = {digest: body_of(self.record_class(model), self.settings.max_batch)}
        return self._bodies[digest]

    def record_class(self, model: ServedModel) -> Any:  # noqa: ANN401
        """The class of a model's records."""
        classifier = model.classifier
        raw = raw_features(classifier.adapters, classifier.recipe.task)
        return record_class(classifier.recipe.task, raw, self.settings.max_cell)

    def ask(self, model: ServedModel, raw: Sequence[Record]) -> list[ServedAnswer]:
        """The answers for raw records, counted and kept."""
        answers = model.answer(raw)
        for given in answers:
            self.watch.answered(model, given)
            if self.log:
                self.log.keep(given, model.classifier.recipe.task, model.classifier.digest)
        return answers

    async def answered_soon(self, model: ServedModel, record: Mapping[str, object]) -> dict[str, Any]:
        """The answer for a record that `body` has read, as JSON, together with those that others ask meanwhile."""
        raw = raw_of(record)
        return self._told(model, raw, await self._together.ask(model, raw))

    def answered(self, model: ServedModel, records: Sequence[Mapping[str, object]]) -> list[dict[str, Any]]:
        """The answers for records that `body` has read, as JSON."""
        raw = list(map(raw_of, records))
        return [self._told(model, one, given) for one, given in zip(raw, self.ask(model, raw), strict=True)]

    def _told(self, model: ServedModel, raw: Record, given: ServedAnswer) -> dict[str, Any]:
        """An answer as JSON, in the detail of the settings."""
        answer = given.answer
        told: dict[str, Any] = {
            "id": raw.get(model.classifier.recipe.task.column_name(Role.ID) or "id") or None,
            "label": answer.label,
            "source": answer.source,
            "abstained": given.abstained,
            "reason": given.reason,
            "model": model.classifier.digest,
        }
        if self.settings.detail != "label":
            ordered = answer.probabilities.argsort(kind="stable")[::-1]
            shown = ordered[: None if self.settings.detail == "full" else TOP].tolist()
            labels, shares = model.classifier.labels, answer.probabilities.tolist()
            told["confidence"] = answer.confidence
            told["top"] = [{"label": labels[place], "probability": shares[place]} for place in shown]
        return told

    async def watch_folder(self) -> None:
        """Takes up new models until it is cancelled."""
        while True:
            await asyncio.sleep(self.settings.poll)
            if await run_in_threadpool(self.keeper.look) and not self.keeper.refused and self.keeper.served:
                self.watch.swapped(self.keeper.served)
