"""The FastAPI application; `uvicorn --factory retrain.serving:create_app` serves it too."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp

from retrain.serving.direct_route import DirectRoute
from retrain.serving.endpoints import Endpoints
from retrain.serving.errors import RequestError
from retrain.serving.middleware import RequestMiddleware
from retrain.serving.service import Service
from retrain.serving.settings import Settings


class Application(FastAPI):
    """FastAPI behind the middleware and the direct route."""

    def __init__(self, service: Service) -> None:
        """Adds the routes of a service."""
        description = "Predictions of the promoted model."
        super().__init__(title="retrain", description=description, lifespan=_lifespan)
        self.state.service = service
        self.exception_handler(RequestError)(_error_response)
        self.include_router(Endpoints(service).router())
        self._service = service

    def build_middleware_stack(self) -> ASGIApp:
        """Starlette's own stack behind the direct route and the middleware."""
        service = self._service
        direct = DirectRoute(super().build_middleware_stack(), "/predict", service.respond)
        return RequestMiddleware(direct, service.settings, service.metrics.record_request)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application.

    Args:
        settings: of the service; None reads the environment.

    Raises:
        InputError: see `Service`.
    """
    return Application(Service(settings or Settings()))


async def _error_response(_request: Request, error: RequestError) -> Response:
    """The response of FastAPI's own routes to a request that is not served."""
    return JSONResponse({"detail": error.detail}, error.status)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Watches the model folder while the application lives; flushes the prediction log at its end."""
    service: Service = app.state.service
    watching = asyncio.create_task(service.watch_folder())
    yield
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    if service.log:
        await run_in_threadpool(service.log.flush)
