"""The FastAPI application; `uvicorn --factory retrain.serving:create_app` serves it too."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from retrain.serving.direct_route import Straight
from retrain.serving.endpoints import Endpoints
from retrain.serving.errors import RefusedError
from retrain.serving.middleware import Guard
from retrain.serving.service import Service
from retrain.serving.settings import Settings


class Application(FastAPI):
    """FastAPI behind the guard; what answers records is asked before FastAPI is."""

    def __init__(self, service: Service) -> None:
        """Adds the routes of a service."""
        super().__init__(title="retrain", description="Answers of the promoted model.", lifespan=_lifespan)
        self.state.service = service
        self.exception_handler(RefusedError)(_refused)
        endpoints = Endpoints(service)
        self.include_router(endpoints.router())
        inner = Straight(super().__call__, path="/predict", answer=endpoints.answer)
        self._guard = Guard(inner, settings=service.settings, told=service.watch.requested)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection."""
        await self._guard(scope, receive, send)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application.

    Args:
        settings: of the service; None reads the environment.

    Raises:
        InputError: see `Service`.
    """
    return Application(Service(settings or Settings()))


async def _refused(_request: Request, refused: RefusedError) -> Response:
    """The response to what one of FastAPI's own routes does not serve."""
    return JSONResponse({"detail": refused.detail}, refused.status)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Looks after the model's folder while the application lives, and keeps the last answers at its end."""
    service: Service = app.state.service
    watching = asyncio.create_task(service.watch_folder())
    yield
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    if service.log:
        await run_in_threadpool(service.log.flush)
