"""Executors on this machine or on a cluster, which replace a worker that dies.

May import `retrain.ml_configuration`, and Ray, which no other part does; knows no other brick.
"""

from retrain.launcher.registry import make_executor

__all__ = ["make_executor"]
