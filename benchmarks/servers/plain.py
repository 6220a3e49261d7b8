"""FastAPI without a model, or around scikit-learn's pipeline: `python plain.py PORT [FILE]`; the file is a pickle."""

import pickle
import sys
from pathlib import Path
from typing import Any

import orjson
import uvicorn
from fastapi import FastAPI, Request, Response

ANSWER = orjson.dumps({"label": "billing", "confidence": 0.5})
application = FastAPI()


async def constant(request: Request) -> Response:
    """The same answer for every record, which is read but not looked at."""
    await request.body()
    return Response(ANSWER, media_type="application/json")


def of_pipeline(pipeline: Any) -> Any:  # noqa: ANN401
    """A route that answers the record's text with a pipeline."""

    async def answer(request: Request) -> Response:
        text = orjson.loads(await request.body())["text"]
        return Response(orjson.dumps({"label": pipeline.predict([text])[0]}), media_type="application/json")

    return answer


if __name__ == "__main__":
    port, *files = sys.argv[1:]
    route = of_pipeline(pickle.loads(Path(files[0]).read_bytes())) if files else constant
    application.post("/predict", response_model=None)(route)
    uvicorn.run(application, port=int(port), access_log=False, log_level="warning")
