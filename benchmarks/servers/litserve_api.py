"""Serves the model in FOLDER with LitServe: `python litserve_api.py PORT FOLDER`."""

import sys
from pathlib import Path
from typing import Any

import litserve

from retrain.serving.online_predictor import OnlinePredictor


class Api(litserve.LitAPI):  # type: ignore[misc]
    """The application."""

    def setup(self, device: str) -> None:
        """Loads the folder."""
        self._predictor = OnlinePredictor.load(Path(sys.argv[2]))

    def predict(self, request: dict[str, str]) -> dict[str, Any]:
        """The label and its confidence."""
        prediction = self._predictor.predict([request])[0].prediction
        return {"label": prediction.label, "confidence": prediction.confidence}


if __name__ == "__main__":
    server = litserve.LitServer(Api(), accelerator="cpu", workers_per_device=1)
    server.run(
        port=int(sys.argv[1]),
        generate_client_file=False,
        log_level="warning",
        access_log=False,
    )
