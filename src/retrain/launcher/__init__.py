"""Work done side by side, on this machine or on a cluster; a worker that dies is replaced.

May import `retrain.ml_configuration`, and Ray, which no other part does; knows no other brick.
"""

from retrain.launcher.registry import launched

__all__ = ["launched"]
