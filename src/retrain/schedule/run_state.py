"""One scheduled retrain: where it works, what it is asked for, and what came of it."""

import re
import shlex
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from retrain.ml_configuration import InputError
from retrain.workspace.atomic import replace_document
from retrain.workspace.json_files import needed, read_document
from retrain.workspace.work_dir import work_folder

BRANCH = "retrain/scheduled"
KEPT = "run.json"
ALLOWED = ("network", "training", "filterers", "featurizers", "task")
OVERRIDE = re.compile(rf"({'|'.join(ALLOWED)})(\.\w+)*=[^$]*", re.ASCII)


class Manner(StrEnum):
    """What follows a decision that says promote.

    `propose` makes a branch whose merging promotes, `automatic` also pushes it to the base branch,
    and `dry-run` stops before anything is trained or judged, as a look at the holdouts that is
    recorded nowhere would be one too many.
    """

    PROPOSE = "propose"
    AUTOMATIC = "automatic"
    DRY_RUN = "dry-run"


@dataclass(frozen=True)
class Run:
    """A scheduled retrain between its work and its publication.

    Attributes:
        manner: as asked for.
        folder: the clone that it works in.
        base: the branch that it starts from.
        start: the commit of the base.
        tip: the commit that its own branch had on the forge by then; empty where there was none.
        title: what came of it, in one line.
        changed: whether there is something to publish.
        promoted: whether merging it promotes.
    """

    manner: Manner
    folder: str
    base: str
    start: str
    tip: str
    title: str = ""
    changed: bool = False
    promoted: bool = False

    @property
    def report(self) -> Path:
        """The Markdown that says what came of it; the pages lie beside it."""
        return Path(self.folder).parent / "report/report.md"

    def write(self) -> None:
        """Keeps it for the publication."""
        replace_document(asdict(self), Path(self.folder).parent / KEPT)


def read_run() -> Run:
    """The latest scheduled retrain of this checkout.

    Raises:
        InputError: there is none.
    """
    kept = read_document(needed(home() / KEPT, "`retrain scheduled` first"))
    return Run(**kept | {"manner": Manner(kept["manner"])})


def home() -> Path:
    """Where scheduled retrains keep their clones and reports, absolute."""
    return (work_folder() / "scheduled").absolute()


def allowed_overrides(text: str) -> list[str]:
    """The overrides in a line, split as a shell would, each of an allowed group and without interpolation.

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
                f"RETRAIN_OVERRIDES: {override!r} is not allowed; write GROUP=NAME or GROUP.KEY=VALUE "
                f"without `$`, of {', '.join(ALLOWED)}"
            )
    return overrides
