"""The promoted model over HTTP; what is answered comes from `pipeline.serving`.

May import `retrain.ml_configuration`, the pipeline, the adapters and FastAPI, which stays here.
"""

from retrain.routes.application import create_app
from retrain.routes.settings import Settings

__all__ = ["Settings", "create_app"]
