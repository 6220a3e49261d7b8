"""How every stage script runs: alone in its workspace, its configuration loaded, bad input explained."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from retrain.configuration import load, problems_explained
from retrain.workspace.stage_costs import cost_kept
from retrain.workspace.work_dir import alone, workspace_name

Sections = TypeVar("Sections", bound=BaseModel)


def run_stage(work: Callable[[Sections], None], sections: type[Sections]) -> None:
    """Does the work of a stage with the sections of the configuration that it declares.

    Killing DVC leaves its stage running; the stage of the next run waits for it, so that two never write side by side.
    """
    with problems_explained():
        loaded = load(sections)
        with alone(workspace_name()), cost_kept(Path(inspect.getfile(work)).stem):
            work(loaded)
