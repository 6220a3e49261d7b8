"""Runs a stage script: loads its configuration and locks the workspace."""

import inspect
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from retrain.configuration import exit_on_user_error, load
from retrain.workspace.stage_costs import record_stage_cost
from retrain.workspace.work_dir import exclusive_lock, workspace_name

Sections = TypeVar("Sections", bound=BaseModel)


def run_stage(work: Callable[[Sections], None], sections: type[Sections]) -> None:
    """Runs the work of a stage with the sections of the configuration that it declares.

    A stage keeps running when only DVC is killed. The next run's stage waits for it, so that two
    stages never write at the same time.
    """
    with exit_on_user_error():
        loaded = load(sections)
        with ExitStack() as stack:
            stack.enter_context(exclusive_lock(workspace_name()))
            stack.enter_context(record_stage_cost(Path(inspect.getfile(work)).stem))
            work(loaded)
