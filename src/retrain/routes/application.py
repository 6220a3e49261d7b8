"""The FastAPI application; `uvicorn --factory retrain.routes:create_app` serves it too."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from retrain.routes.endpoints import Endpoints
from retrain.routes.guard import Guard
from retrain.routes.service import Service
from retrain.routes.settings import Settings


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application; /predict is asked past FastAPI's own parsing, which costs more than an answer.

    Args:
        settings: of the service; None reads the environment.

    Raises:
        InputProblem: see `Service`.
    """
    service = Service(settings or Settings())

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(service.watch_folder())
        yield
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        if service.log:
            await run_in_threadpool(service.log.flush)

    app = FastAPI(title="retrain", description="Answers of the promoted model.", lifespan=lifespan)
    app.state.service = service
    endpoints = Endpoints(service)
    app.router.routes.insert(0, Route("/predict", endpoints.predict, methods=["POST"]))
    app.include_router(endpoints.router())
    app.add_middleware(Guard, settings=service.settings, told=service.watch.requested)
    return app
