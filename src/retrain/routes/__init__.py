"""The promoted model over HTTP. FastAPI stays here; what is answered comes from `pipeline.serving`."""

from retrain.routes.application import create_app
from retrain.routes.settings import Settings

__all__ = ["Settings", "create_app"]
