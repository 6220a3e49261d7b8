"""`retrain serve`: the promoted model over HTTP."""

from typing import Annotated

import typer

from retrain.ml_configuration import InputError

Host = Annotated[str | None, typer.Option(help="To listen on; SERVE_HOST, else 127.0.0.1.")]
Port = Annotated[int | None, typer.Option(help="To listen on; SERVE_PORT, else 8000.", min=0, max=65_535)]
CheckServing = Annotated[
    bool,
    typer.Option(
        "--check-serving",
        envvar="RETRAIN_CHECK_SERVING",
        help="First serve the retrained model, and compare its predictions.",
    ),
]


def serve(host: Host = None, port: Port = None) -> None:
    """Answer requests from models/production until told to stop; the environment (SERVE_...) holds the settings."""
    try:
        import uvicorn

        from retrain.serving import Settings, create_app
    except ModuleNotFoundError as error:
        raise InputError(f"serving needs {error.name}; run `pip install '.[serve]'`") from error
    settings = Settings()
    uvicorn.run(
        create_app(settings),
        host=host or settings.host,
        port=settings.port if port is None else port,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=int(settings.timeout) + 1,
        server_header=False,
        proxy_headers=False,
    )


def check_serving_if_requested(requested: bool) -> None:
    """Runs the smoke test of the service on the retrained model, for `promote --check-serving`."""
    if requested:
        from retrain.serving.smoke_test import check_serving

        check_serving()
