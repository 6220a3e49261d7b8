"""Checks and logs every request: request id, API key, limits of size and time, one log line."""

import asyncio
import hmac
import secrets
import sys
import time
from collections.abc import Callable
from itertools import count
from typing import TypeAlias

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from retrain.serving.direct_route import send_json
from retrain.serving.errors import RequestError
from retrain.serving.settings import Settings

OPEN_PATHS = frozenset({"/health", "/ready"})
CSV_PATH = "/predict/csv"
OnResponse: TypeAlias = Callable[[str, int, float], None]


class RequestMiddleware:
    """ASGI middleware around the application."""

    def __init__(self, app: ASGIApp, settings: Settings, on_response: OnResponse) -> None:
        """Wraps an application.

        Args:
            app: the application.
            settings: keys and limits.
            on_response: called with route, status and seconds of each request.
        """
        self._app = app
        self._settings = settings
        self._on_response = on_response
        self._process_id = secrets.token_hex(4)
        self._numbers = count()
        self._keys = [key.get_secret_value().encode() for key in settings.api_keys]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = time.perf_counter()
        request_id = f"{self._process_id}{next(self._numbers):08x}"
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message.get("headers", ())
                message["headers"] = [*headers, (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            self._admit(scope)
            async with asyncio.timeout(None if scope["path"] == CSV_PATH else self._settings.timeout):
                await self._app(scope, self._limited(scope, receive), send_with_id)
        except RequestError as error:
            await _send_error(send_with_id, error, started=bool(status))
        except TimeoutError:
            timeout = RequestError(503, "the request took too long")
            await _send_error(send_with_id, timeout, started=bool(status))
        finally:
            self._log(scope, request_id, status, time.perf_counter() - start)

    def _admit(self, scope: Scope) -> None:
        headers = dict(scope["headers"])
        if self._keys and scope["path"] not in OPEN_PATHS and not self._has_valid_key(headers):
            raise RequestError(401, "send a key as `X-API-Key` or `Authorization: Bearer`")
        if headers.get(b"content-encoding", b"identity") != b"identity":
            raise RequestError(415, "send the body as it is, not compressed")
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self._max_bytes(scope):
            raise RequestError(413, f"a body may have {self._max_bytes(scope):,} bytes")

    def _has_valid_key(self, headers: dict[bytes, bytes]) -> bool:
        """Whether the request has one of the keys; every key is compared, in constant time."""
        scheme, _, bearer = headers.get(b"authorization", b"").partition(b" ")
        sent = headers.get(b"x-api-key") or (bearer if scheme.lower() == b"bearer" else b"")
        return sum(hmac.compare_digest(sent, key) for key in self._keys) > 0

    def _max_bytes(self, scope: Scope) -> int:
        return self._settings.max_csv if scope["path"] == CSV_PATH else self._settings.max_body

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        """Limits the bytes of a body without a length; each part of a CSV has its own timeout."""
        received = 0
        max_bytes = self._max_bytes(scope)

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > max_bytes:
                raise RequestError(413, f"a body may have {max_bytes:,} bytes")
            return message

        async def receive_in_time() -> Message:
            async with asyncio.timeout(self._settings.timeout):
                return await receive_limited()

        return receive_in_time if scope["path"] == CSV_PATH else receive_limited

    def _log(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        path = scope["path"] if "endpoint" in scope else "(none)"
        self._on_response(path, status or 500, seconds)
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


async def _send_error(send: Send, error: RequestError, *, started: bool) -> None:
    if started:
        raise error
    await send_json(send, error.status, orjson.dumps({"detail": error.detail}))
