"""Loads the model folder that serves, and loads it again when a promotion replaces it."""

from __future__ import annotations

from pathlib import Path

from retrain.ml_configuration import InputError
from retrain.model.model_folder import manifest_fingerprint
from retrain.serving.online_predictor import OnlinePredictor


class ModelWatcher:
    """Holds the model that serves.

    Attributes:
        predictor: the model; None where none could be loaded yet.
        refused: why the model that is in the folder now does not serve; "" where it does.
    """

    def __init__(self, folder: Path, digest: str = "") -> None:
        """Loads the folder.

        Args:
            folder: of the model.
            digest: the only model that may serve, or the beginning of its digest; "" allows all.
        """
        self.predictor: OnlinePredictor | None = None
        self.refused = ""
        self._folder = folder
        self._digest = digest
        self._fingerprint: tuple[int, int] | None = None
        self.reload_if_changed()

    def reload_if_changed(self) -> bool:
        """Loads a changed folder; returns whether it changed. A broken model leaves the former one."""
        fingerprint = manifest_fingerprint(self._folder)
        if fingerprint == self._fingerprint and (fingerprint or self.refused):
            return False
        self._fingerprint = fingerprint
        try:
            self.predictor = self._allowed(OnlinePredictor.load(self._folder))
            self.refused = ""
        except (InputError, OSError, ValueError, KeyError) as error:
            self.refused = str(error)
        return True

    def _allowed(self, predictor: OnlinePredictor) -> OnlinePredictor:
        digest = predictor.classifier.digest
        if not digest.startswith(self._digest):
            allowed = f"MODEL_DIGEST allows {self._digest} only"
            raise InputError(f"{self._folder} holds the model {digest}, but {allowed}")
        return predictor
