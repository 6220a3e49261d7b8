"""The routes: /predict, /predict/csv, /model, /health, /ready, /metrics."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse

from retrain.serving.csv_stream import CsvResponse, iter_csv_rows, prediction_lines
from retrain.serving.schema import PredictionResponse
from retrain.serving.service import Service

JSON = "application/json"
CSV = "text/csv"
PROBLEMS = {
    401: "no valid key",
    413: "the body is too large",
    415: "the body is compressed",
    422: "the body is not what the model reads",
    503: "no model can be loaded, or the prediction took too long",
}


class Endpoints:
    """The routes of a service."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def router(self) -> APIRouter:
        """All of them."""
        router = APIRouter()
        get = partial(router.add_api_route, methods=["GET"], response_model=None)
        post = partial(router.add_api_route, methods=["POST"], response_model=None)
        get("/health", self.health, summary="The process lives")
        get("/ready", self.ready, summary="A model is loaded", responses=_problems(503))
        get("/model", self.model, summary="The model that serves", responses=_problems(401, 503))
        get(
            "/metrics",
            self.metrics,
            summary="Counters in the format of Prometheus",
            response_class=PlainTextResponse,
            responses=_problems(401),
        )
        post(
            "/predict",
            self.predict,
            summary="One record, or a list of records",
            openapi_extra=self._request_body(),
            responses={
                200: {"model": PredictionResponse | list[PredictionResponse]},
                **_problems(401, 413, 415, 422, 503),
            },
        )
        post(
            "/predict/csv",
            self.predict_csv,
            summary="A CSV with a header, streamed up and down",
            openapi_extra=_body(CSV, {"type": "string"}),
            response_class=Response,
            responses={200: {"content": {CSV: {}}}, **_problems(401, 413, 415, 503)},
        )
        return router

    async def health(self) -> dict[str, str]:
        """The process lives."""
        return {"status": "alive"}

    async def ready(self) -> dict[str, str]:
        """A model is loaded."""
        return {"status": "ready", "model": self._service.predictor.classifier.digest}

    async def model(self) -> dict[str, Any]:
        """Digest, labels, metrics, provenance and decision of the model; why a newer one is refused."""
        predictor = self._service.predictor
        recipe = predictor.classifier.recipe
        return {
            "model": predictor.classifier.digest,
            "task": recipe.task.name,
            "network": recipe.network.name,
            "labels": predictor.classifier.labels,
            **predictor.metadata,
            "commit": self._service.settings.commit or None,
            "refused": self._service.watcher.refused or None,
        }

    async def metrics(self) -> PlainTextResponse:
        """Counters in the text format of Prometheus."""
        return PlainTextResponse(await run_in_threadpool(self._service.metrics.render))

    async def predict(self, request: Request) -> Response:
        """The same as the direct route, where the router is part of another application."""
        return Response(await self._service.respond(await request.body()), media_type=JSON)

    async def predict_csv(self, request: Request) -> CsvResponse:
        """A line with the prediction or the error of each row, as it comes."""
        service = self._service
        predictor = service.predictor
        rows = iter_csv_rows(request.stream(), 4 * service.settings.max_cell)
        predict = partial(service.predict_records, predictor)
        digest = predictor.classifier.digest
        return CsvResponse(prediction_lines(rows, predict, predictor.id_column, digest))

    def _request_body(self) -> dict[str, Any]:
        """The OpenAPI entry of a request: the columns of the model that serves when it is built."""
        predictor = self._service.watcher.predictor
        if predictor is None:
            return {}
        schema = self._service.request_body(predictor).openapi_schema
        return _body(JSON, schema)


def _body(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"content": {media_type: {"schema": schema}}, "required": True}}


def _problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    return {code: {"description": PROBLEMS[code]} for code in codes}
