"""The promoted model over HTTP; what is answered comes from `pipeline.serving`.

May import `retrain.ml_configuration`, the pipeline, the adapters and FastAPI, which stays here.
"""

from retrain.serving.application import create_app
from retrain.serving.settings import Settings

__all__ = ["Settings", "create_app"]
