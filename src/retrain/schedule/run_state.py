"""The state of one scheduled retrain, kept between its work and its publication."""

import re
import shlex
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from retrain.ml_configuration import InputError
from retrain.workspace.atomic import replace_json
from retrain.workspace.json_files import read_json, require_file
from retrain.workspace.work_dir import work_folder

BRANCH = "retrain/scheduled"
RUN_FILE = "run.json"
OVERRIDABLE = ("network", "training", "filterers", "featurizers", "task")
OVERRIDE = re.compile(rf"({'|'.join(OVERRIDABLE)})(\.\w+)*=[^$]*", re.ASCII)


class PromotionMode(StrEnum):
    """What follows a decision to promote.

    `propose` pushes a branch whose merging promotes, `automatic` also pushes it to the base branch.
    `dry-run` stops before training and judging, because a holdout evaluation has to be registered.
    """

    PROPOSE = "propose"
    AUTOMATIC = "automatic"
    DRY_RUN = "dry-run"


@dataclass(frozen=True)
class ScheduledRun:
    """A scheduled retrain between its work and its publication.

    Attributes:
        mode: what follows a decision to promote.
        folder: the clone that it works in.
        base: the branch that it starts from.
        start: the commit of the base.
        tip: the commit of `retrain/scheduled` on the forge at the start; "" without such a branch.
        title: the result in one line.
        changed: whether there is something to publish.
        promoted: whether merging the branch promotes.
    """

    mode: PromotionMode
    folder: str
    base: str
    start: str
    tip: str
    title: str = ""
    changed: bool = False
    promoted: bool = False

    @property
    def report(self) -> Path:
        """The Markdown report of the result; the pages are beside it."""
        return Path(self.folder).parent / "report/report.md"

    def write(self) -> None:
        """Saves the state for the publication."""
        replace_json(asdict(self), Path(self.folder).parent / RUN_FILE)


def read_run() -> ScheduledRun:
    """The latest scheduled retrain of this checkout.

    Raises:
        InputError: there has been none.
    """
    state = read_json(require_file(scheduled_folder() / RUN_FILE, "`retrain scheduled` first"))
    return ScheduledRun(**state | {"mode": PromotionMode(state["mode"])})


def scheduled_folder() -> Path:
    """The absolute path of the folder with the clones and reports of scheduled retrains."""
    return (work_folder() / "scheduled").absolute()


def parse_overrides(text: str) -> list[str]:
    """The overrides in a line, split as a shell would; only groups of the recipe are allowed.

    Raises:
        InputError: the line has an open quote, or an override is not allowed.
    """
    try:
        overrides = shlex.split(text)
    except ValueError as error:
        raise InputError(f"RETRAIN_OVERRIDES: {error}; close the quote") from error
    for override in overrides:
        if not OVERRIDE.fullmatch(override):
            raise InputError(
                f"RETRAIN_OVERRIDES: {override!r} is not allowed; "
                f"write GROUP=NAME or GROUP.KEY=VALUE without `$`, of {', '.join(OVERRIDABLE)}"
            )
    return overrides
