"""Serves the model as a custom runtime of MLServer; the input of a request is the record as JSON."""

from pathlib import Path

import orjson
from mlserver import MLModel
from mlserver.codecs import StringCodec
from mlserver.types import InferenceRequest, InferenceResponse

from retrain.serving.online_predictor import OnlinePredictor


class Runtime(MLModel):  # type: ignore[misc]
    """The runtime."""

    async def load(self) -> bool:
        """Loads the folder that the settings name."""
        self._predictor = OnlinePredictor.load(Path(self.settings.parameters.uri))
        return True

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        """The label and its confidence."""
        record = orjson.loads(payload.inputs[0].data[0])
        prediction = self._predictor.predict([record])[0].prediction
        values = [prediction.label, repr(prediction.confidence)]
        return InferenceResponse(model_name=self.name, outputs=[StringCodec.encode_output("prediction", values)])
