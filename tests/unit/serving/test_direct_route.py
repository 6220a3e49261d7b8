"""A client that disconnects while it sends its body gets no prediction."""

import asyncio
import json


def test_a_client_that_disconnects_in_the_middle_of_a_body_gets_no_prediction(serve, capsys):
    sent = []
    parts = iter([{"type": "http.request", "body": b"[", "more_body": True}, {"type": "http.disconnect"}])
    scope = {"type": "http", "method": "POST", "path": "/predict", "headers": []}

    async def receive():
        return next(parts)

    async def send(message):
        sent.append(message)

    asyncio.run(serve(log_requests=True).app(scope, receive, send))
    assert json.loads(capsys.readouterr().out)["status"] == sent[0]["status"] == 499
