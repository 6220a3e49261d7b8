"""Serves `POST /predict` before FastAPI's routing, which costs more than the prediction."""

from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from retrain.serving.errors import RequestError


class DirectRoute:
    """ASGI middleware that serves POST to one path itself and passes everything else on."""

    def __init__(self, app: ASGIApp, path: str, respond: Callable[[bytes], Awaitable[bytes]]) -> None:
        """Wraps an application.

        Args:
            app: the application, which documents the path.
            path: the path that is served here.
            respond: from the body of a request to that of the response, both JSON; may raise
                `RequestError`.
        """
        self._app = app
        self._path = path
        self._respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection."""
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        scope["endpoint"] = self._respond
        body = await _read_body(receive)
        await send_json(send, 200, await self._respond(body))


async def send_json(send: Send, status: int, body: bytes) -> None:
    """Sends a complete response."""
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _read_body(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RequestError(499, "the client disconnected")
        chunks.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(chunks)
