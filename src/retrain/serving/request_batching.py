"""Batches records that arrive in the same tick of the event loop."""

import asyncio
from itertools import groupby
from typing import NamedTuple

from retrain.ml_configuration.columns import Record
from retrain.serving.online_predictor import OnlinePredictor, ServedPrediction

MAX_BATCH = 32


class PendingRequest(NamedTuple):
    """A record whose prediction is awaited."""

    predictor: OnlinePredictor
    record: Record
    prediction: asyncio.Future[ServedPrediction]


class RequestBatcher:
    """Batches the requests of one event-loop tick; a lone request is not delayed."""

    def __init__(self) -> None:
        self._pending: list[PendingRequest] = []
        self._predicted_in_this_tick = False
        self._busy = False

    async def predict(self, predictor: OnlinePredictor, record: Record) -> ServedPrediction:
        """The prediction for a raw record; raises what predicting it raises."""
        loop = asyncio.get_running_loop()
        if not self._predicted_in_this_tick and not self._busy:
            self._predicted_in_this_tick = True
            loop.call_soon(self._end_tick)
            return predictor.predict([record])[0]
        if not self._pending:
            loop.call_soon(self._predict_pending, loop, 0)
        request = PendingRequest(predictor, record, loop.create_future())
        self._pending.append(request)
        return await request.prediction

    def _end_tick(self) -> None:
        self._predicted_in_this_tick = False

    def _predict_pending(self, loop: asyncio.AbstractEventLoop, seen: int) -> None:
        """Predicts the pending records, or waits one more tick where the last brought new ones."""
        if seen < len(self._pending) < MAX_BATCH:
            loop.call_soon(self._predict_pending, loop, len(self._pending))
            return
        requests = [request for request in self._pending if not request.prediction.done()]
        self._pending = []
        self._busy = len(requests) > 1
        for predictor, group in groupby(requests, key=lambda request: request.predictor):
            _predict_group(predictor, list(group))


def _predict_group(predictor: OnlinePredictor, requests: list[PendingRequest]) -> None:
    """Predicts records together, or each by itself where one of them cannot be predicted."""
    try:
        predictions = predictor.predict([request.record for request in requests])
    except Exception as error:
        if len(requests) == 1:
            requests[0].prediction.set_exception(error)
            return
        for request in requests:
            _predict_group(predictor, [request])
        return
    for request, prediction in zip(requests, predictions, strict=True):
        request.prediction.set_result(prediction)
