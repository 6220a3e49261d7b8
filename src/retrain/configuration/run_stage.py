"""How every stage script runs: alone in its workspace, its configuration loaded, bad input explained."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from retrain.configuration import exit_on_user_error, load
from retrain.workspace.stage_costs import record_stage_cost
from retrain.workspace.work_dir import exclusive_lock, workspace_name

Sections = TypeVar("Sections", bound=BaseModel)


def run_stage(work: Callable[[Sections], None], sections: type[Sections]) -> None:
    """Does the work of a stage with the sections of the configuration that it declares.

    Killing DVC leaves its stage running; the stage of the next run waits for it, so that two never
    write side by side.
    """
    with exit_on_user_error():
        loaded = load(sections)
        with exclusive_lock(workspace_name()), record_stage_cost(Path(inspect.getfile(work)).stem):
            work(loaded)
