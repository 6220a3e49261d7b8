"""Enums, frozen Pydantic classes and paths, without processing. Depends on pydantic alone.

The names that every package uses are imported from here, the others from their modules.
"""

from retrain.ml_configuration.enums import Outcome, Role, Split
from retrain.ml_configuration.errors import GateFailed, InputError
from retrain.ml_configuration.task import Task

__all__ = ["GateFailed", "InputError", "Outcome", "Role", "Split", "Task"]
