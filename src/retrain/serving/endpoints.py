"""The routes: /predict, /predict/csv, /model, /health, /ready, /metrics."""

from functools import partial
from typing import Any

import orjson
from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse

from retrain.ml_configuration import InputError, Role
from retrain.serving.csv_stream import CsvResponse, answered_lines, rows_of
from retrain.serving.errors import RefusedError
from retrain.serving.model_watcher import ServedModel
from retrain.serving.schema import Answer, faults
from retrain.serving.service import Service

FEW = 32
JSON, CSV = "application/json", "text/csv"
PROBLEMS = {
    401: "no key that is known",
    413: "the body is too large",
    415: "the body is compressed",
    422: "the body is not what the model reads",
    503: "no model can be loaded, or the answer took too long",
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
        get("/ready", self.ready, summary="A model answers", responses=_problems(503))
        get("/model", self.model, summary="The model that answers, and how it was made", responses=_problems(401, 503))
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
            responses={200: {"model": Answer | list[Answer]}, **_problems(401, 413, 415, 422, 503)},
        )
        post(
            "/predict/csv",
            self.predict_csv,
            summary="A CSV with a header, streamed up and down",
            openapi_extra={"requestBody": {"content": {CSV: {"schema": {"type": "string"}}}, "required": True}},
            response_class=Response,
            responses={200: {"content": {CSV: {}}}, **_problems(401, 413, 415, 503)},
        )
        return router

    async def health(self) -> dict[str, str]:
        """The process lives."""
        return {"status": "alive"}

    async def ready(self) -> dict[str, str]:
        """A model is loaded."""
        return {"status": "ready", "model": self._served().classifier.digest}

    async def model(self) -> dict[str, Any]:
        """Digest, labels, metrics, provenance and decision of the model; why a newer folder is refused, if one is."""
        model = self._served()
        recipe = model.classifier.recipe
        return {
            "model": model.classifier.digest,
            "task": recipe.task.name,
            "network": recipe.network.name,
            "labels": model.classifier.labels,
            **model.facts,
            "commit": self._service.settings.commit or None,
            "refused": self._service.keeper.refused or None,
        }

    async def metrics(self) -> PlainTextResponse:
        """Counters in the text format of Prometheus."""
        return PlainTextResponse(await run_in_threadpool(self._service.watch.text))

    async def predict(self, request: Request) -> Response:
        """The same as `answer`, where the router is part of another application."""
        return Response(await self.answer(await request.body()), media_type=JSON)

    async def answer(self, body: bytes) -> bytes:
        """The answer for a record, or the answers for a list of records, in their order.

        Raises:
            RefusedError: the body is not what the model reads, or there is no model.
        """
        model = self._served()
        try:
            asked = self._service.body(model).validate_json(body)
            if isinstance(asked, dict):
                return orjson.dumps(await self._service.answered_soon(model, asked))
            if len(asked) <= FEW:
                return orjson.dumps(self._service.answered(model, asked))
            answered = partial(self._service.answered, model, asked)
            return orjson.dumps(await to_thread.run_sync(answered, abandon_on_cancel=True))
        except ValidationError as error:
            raise RefusedError(422, faults(error)) from error
        except InputError as problem:
            raise RefusedError(422, [{"msg": str(problem)}]) from problem

    async def predict_csv(self, request: Request) -> CsvResponse:
        """A line with the answer for each row, as it comes; a row that cannot be answered tells its error."""
        model, service = self._served(), self._service
        rows = rows_of(request.stream(), 4 * service.settings.max_cell)
        identity = model.classifier.recipe.task.column_name(Role.ID) or "id"
        lines = answered_lines(rows, partial(service.ask, model), identity, model.classifier.digest)
        return CsvResponse(lines)

    def _served(self) -> ServedModel:
        model = self._service.keeper.served
        if model is None:
            raise RefusedError(503, "no model can be loaded; the service's log and `retrain doctor` say why")
        return model

    def _request_body(self) -> dict[str, Any]:
        """What the OpenAPI page shows of a request: the columns of the model that serves when it is built."""
        if self._service.keeper.served is None:
            return {}
        record = TypeAdapter(self._service.record_class(self._service.keeper.served)).json_schema()
        many = {"type": "array", "items": record, "minItems": 1, "maxItems": self._service.settings.max_batch}
        schema = {"anyOf": [record, many], "example": record["example"]}
        return {"requestBody": {"content": {JSON: {"schema": schema}}, "required": True}}


def _problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    return {code: {"description": PROBLEMS[code]} for code in codes}
