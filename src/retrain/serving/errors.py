"""A request that is not served, and how JSON is sent."""

from starlette.types import Send


class RefusedError(Exception):
    """A request that is not served: its status and what is told, as JSON can hold it."""

    def __init__(self, status: int, detail: object) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


async def send_json(send: Send, status: int, body: bytes) -> None:
    """Sends a whole response."""
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
