"""The production model over HTTP and RabbitMQ, reloaded after each promotion.

May import `retrain.ml_configuration`, the model, the bricks and FastAPI, which stays here.
"""

from retrain.serving.application import create_app
from retrain.serving.settings import Settings

__all__ = ["Settings", "create_app"]
