"""A route that is asked past FastAPI, whose routing and parsing cost more than an answer."""

from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from retrain.serving.errors import RefusedError, send_json


class Straight:
    """ASGI middleware that answers POST to one path itself, and leaves everything else to the application."""

    def __init__(self, app: ASGIApp, path: str, answer: Callable[[bytes], Awaitable[bytes]]) -> None:
        """Wraps an application.

        Args:
            app: the application; it documents the path.
            path: that is answered here.
            answer: from a body to the answer's, both JSON; it may raise `RefusedError`.
        """
        self._app, self._path, self._answer = app, path, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection."""
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        scope["endpoint"] = self._answer
        await send_json(send, 200, await self._answer(await _body(receive)))


async def _body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RefusedError(499, "the caller has gone")
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)
