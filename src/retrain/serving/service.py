"""From the body of a request to the response, with metrics and the prediction log."""

import asyncio
from collections.abc import Sequence
from typing import Any

import orjson
from anyio import to_thread
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from retrain.ml_configuration import InputError
from retrain.ml_configuration.columns import Record
from retrain.serving.errors import RequestError
from retrain.serving.metrics import Metrics
from retrain.serving.model_watcher import ModelWatcher
from retrain.serving.online_predictor import OnlinePredictor, ServedPrediction
from retrain.serving.prediction_log import PredictionLog
from retrain.serving.request_batching import MAX_BATCH, RequestBatcher
from retrain.serving.schema import RequestBody, validation_details
from retrain.serving.settings import Settings

TOP = 5


class Service:
    """The state of one service.

    Attributes:
        settings: of the service.
        metrics: what it counts.
        watcher: holds the model.
        log: of the predictions; None where the settings name no folder.
    """

    def __init__(self, settings: Settings) -> None:
        """Loads the model.

        Raises:
            InputError: `MODEL_DIGEST` allows another model only, or the prediction log cannot be
                written.
        """
        self.settings = settings
        self.metrics = Metrics()
        self.watcher = ModelWatcher(settings.model, settings.model_digest)
        if settings.model_digest and self.watcher.predictor is None:
            raise InputError(self.watcher.refused)
        self.log: PredictionLog | None = None
        if settings.prediction_log:
            self.log = PredictionLog(settings.prediction_log, texts=settings.log_texts)
        self._batcher = RequestBatcher()
        self._request_bodies: dict[str, RequestBody] = {}

    @property
    def predictor(self) -> OnlinePredictor:
        """The model that serves now.

        Raises:
            RequestError: 503, none could be loaded yet.
        """
        if self.watcher.predictor is None:
            raise RequestError(503, "no model can be loaded; run `retrain doctor` to see why")
        return self.watcher.predictor

    def request_body(self, predictor: OnlinePredictor) -> RequestBody:
        """The schema of the requests for a model."""
        classifier = predictor.classifier
        if classifier.digest not in self._request_bodies:
            limits = (self.settings.max_cell, self.settings.max_batch)
            body = RequestBody(classifier.recipe.task, classifier.adapters.raw_features, *limits)
            self._request_bodies = {classifier.digest: body}
        return self._request_bodies[classifier.digest]

    async def respond(self, body: bytes) -> bytes:
        """The response to a body of JSON: the prediction for a record, or one for each of a list.

        Raises:
            RequestError: the body is not what the model reads, or there is no model.
        """
        predictor = self.predictor
        try:
            raw = self.request_body(predictor).parse(body)
            if not isinstance(raw, list):
                served = await self._batcher.predict(predictor, raw)
                self._record(predictor, [served])
                return orjson.dumps(self._response(predictor, raw, served))
            if len(raw) <= MAX_BATCH:
                return orjson.dumps(self.predict(predictor, raw))
            responses = to_thread.run_sync(self.predict, predictor, raw, abandon_on_cancel=True)
            return orjson.dumps(await responses)
        except ValidationError as error:
            raise RequestError(422, validation_details(error)) from error
        except InputError as error:
            raise RequestError(422, [{"msg": str(error)}]) from error

    def predict(self, predictor: OnlinePredictor, raw: Sequence[Record]) -> list[dict[str, Any]]:
        """The responses for raw records, in their order.

        Raises:
            InputError: a column that the model reads is missing, or a cell is not of its role.
        """
        predictions = self.predict_records(predictor, raw)
        return [self._response(predictor, *pair) for pair in zip(raw, predictions, strict=True)]

    def predict_records(self, predictor: OnlinePredictor, raw: Sequence[Record]) -> list[ServedPrediction]:
        """The predictions for raw records, counted and logged; errors as in `predict`."""
        predictions = predictor.predict(raw)
        self._record(predictor, predictions)
        return predictions

    async def watch_folder(self) -> None:
        """Loads new models until it is cancelled."""
        while True:
            await asyncio.sleep(self.settings.poll)
            changed = await run_in_threadpool(self.watcher.reload_if_changed)
            if changed and not self.watcher.refused and self.watcher.predictor:
                self.metrics.record_reload(self.watcher.predictor)

    def _record(self, predictor: OnlinePredictor, predictions: Sequence[ServedPrediction]) -> None:
        self.metrics.record_predictions(predictor, predictions)
        if self.log:
            classifier = predictor.classifier
            for served in predictions:
                self.log.append(served, classifier.recipe.task, classifier.digest)

    def _response(self, predictor: OnlinePredictor, raw: Record, served: ServedPrediction) -> dict[str, Any]:
        """The prediction as JSON, in the detail of the settings."""
        classifier = predictor.classifier
        prediction = served.prediction
        response: dict[str, Any] = {
            "id": raw.get(predictor.id_column) or None,
            "label": prediction.label,
            "source": prediction.source,
            "abstained": served.abstained,
            "reason": served.reason,
            "model": classifier.digest,
        }
        if self.settings.detail != "label":
            falling = prediction.probabilities.argsort(kind="stable")[::-1]
            shown = falling[: None if self.settings.detail == "full" else TOP].tolist()
            probabilities = prediction.probabilities.tolist()
            response["confidence"] = prediction.confidence
            labels = classifier.labels
            response["top"] = [
                {"label": labels[position], "probability": probabilities[position]} for position in shown
            ]
        return response
