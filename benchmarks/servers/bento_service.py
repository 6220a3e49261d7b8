"""Serves the model in MODEL_FOLDER with BentoML."""

import os
from pathlib import Path
from typing import Any

import bentoml

from retrain.serving.online_predictor import OnlinePredictor


@bentoml.service(workers=1, logging={"access": {"enabled": False}})  # type: ignore[misc]
class Runtime:
    """The service."""

    def __init__(self) -> None:
        self._predictor = OnlinePredictor.load(Path(os.environ["MODEL_FOLDER"]))

    @bentoml.api  # type: ignore[misc]
    async def predict(self, record: dict[str, str]) -> dict[str, Any]:
        """The label and its confidence."""
        prediction = self._predictor.predict([record])[0].prediction
        return {"label": prediction.label, "confidence": prediction.confidence}
