"""Serves FastAPI without a model, or with a pickled pipeline: `python plain.py PORT [FILE]`."""

import pickle
import sys
from pathlib import Path
from typing import Any

import orjson
import uvicorn
from fastapi import FastAPI, Request, Response

RESPONSE = orjson.dumps({"label": "billing", "confidence": 0.5})
application = FastAPI()


async def constant(request: Request) -> Response:
    """Returns the same response for every record."""
    await request.body()
    return Response(RESPONSE, media_type="application/json")


def pipeline_route(pipeline: Any) -> Any:  # noqa: ANN401
    """A route that predicts a record's text with a pipeline."""

    async def predict(request: Request) -> Response:
        text = orjson.loads(await request.body())["text"]
        return Response(orjson.dumps({"label": pipeline.predict([text])[0]}), media_type="application/json")

    return predict


if __name__ == "__main__":
    port, *files = sys.argv[1:]
    route = pipeline_route(pickle.loads(Path(files[0]).read_bytes())) if files else constant
    application.post("/predict", response_model=None)(route)
    uvicorn.run(application, port=int(port), access_log=False, log_level="warning")
