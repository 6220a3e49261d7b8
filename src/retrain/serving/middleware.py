"""What every request passes: a request id, a key, limits of size and time, and one line of log."""

import asyncio
import hmac
import secrets
import sys
import time
from collections.abc import Callable
from itertools import count

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from retrain.serving.errors import RefusedError, send_json
from retrain.serving.settings import Settings

OPEN = frozenset({"/health", "/ready"})
CSV = "/predict/csv"


class Guard:
    """ASGI middleware around the application."""

    def __init__(self, app: ASGIApp, settings: Settings, told: Callable[[str, int, float], None]) -> None:
        """Wraps an application.

        Args:
            app: the application.
            settings: keys and limits.
            told: is told route, status and seconds of each request.
        """
        self._app, self._settings, self._told = app, settings, told
        self._process, self._number = secrets.token_hex(4), count()
        self._keys = [key.get_secret_value().encode() for key in settings.api_keys]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, request_id = time.perf_counter(), f"{self._process}{next(self._number):08x}"
        status = 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            self._admit(scope)
            async with asyncio.timeout(None if scope["path"] == CSV else self._settings.timeout):
                await self._app(scope, self._limited(scope, receive), answer)
        except RefusedError as refused:
            await _refuse(answer, refused, started=bool(status))
        except TimeoutError:
            await _refuse(answer, RefusedError(503, "the request took too long"), started=bool(status))
        finally:
            self._note(scope, request_id, status, time.perf_counter() - start)

    def _admit(self, scope: Scope) -> None:
        headers = dict(scope["headers"])
        if self._keys and scope["path"] not in OPEN and not self._known(headers):
            raise RefusedError(401, "send a key as `X-API-Key` or `Authorization: Bearer`")
        if headers.get(b"content-encoding", b"identity") != b"identity":
            raise RefusedError(415, "send the body as it is, not compressed")
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self._limit(scope):
            raise RefusedError(413, f"a body may have {self._limit(scope):,} bytes")

    def _known(self, headers: dict[bytes, bytes]) -> bool:
        """Whether one of the keys was sent; every key is compared, in constant time."""
        scheme, _, bearer = headers.get(b"authorization", b"").partition(b" ")
        given = headers.get(b"x-api-key") or (bearer if scheme.lower() == b"bearer" else b"")
        return sum(hmac.compare_digest(given, key) for key in self._keys) > 0

    def _limit(self, scope: Scope) -> int:
        return self._settings.max_csv if scope["path"] == CSV else self._settings.max_body

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        """Counts the bytes of a body that does not say its length; a CSV's next part may take the timeout again."""
        seen, limit = 0, self._limit(scope)

        async def limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise RefusedError(413, f"a body may have {limit:,} bytes")
            return message

        async def patient() -> Message:
            async with asyncio.timeout(self._settings.timeout):
                return await limited()

        return patient if scope["path"] == CSV else limited

    def _note(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        path = scope["path"] if "endpoint" in scope else "(none)"
        self._told(path, status or 500, seconds)
        if self._settings.log_requests:
            line = {
                "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "request": request_id,
                "method": scope["method"],
                "route": path,
                "status": status or 500,
                "ms": round(seconds * 1e3, 3),
            }
            sys.stdout.write(orjson.dumps(line).decode() + "\n")
            sys.stdout.flush()


async def _refuse(send: Send, refused: RefusedError, *, started: bool) -> None:
    if started:
        raise refused
    await send_json(send, refused.status, orjson.dumps({"detail": refused.detail}))
