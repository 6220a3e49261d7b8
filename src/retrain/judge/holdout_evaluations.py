"""The log of holdout evaluations, registered before they happen: a file per seal and model."""

from pathlib import Path
from typing import Any, NamedTuple

from retrain.ml_configuration import Split, paths
from retrain.workspace.atomic import replace_json
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import read_json

WINDOWS = "windows"
CANDIDATE = "look"


class Evaluation(NamedTuple):
    """A registered evaluation.

    Attributes:
        window: which `recent` window of this retrained model it is, counted from 1.
        candidate: which retrained model on that window it is, counted from 1.
    """

    window: int
    candidate: int


def recent_digest() -> str:
    """The name of the current `recent` window: 16 hexadecimal digits of the SHA-256 of its file."""
    return file_digest(paths.split_file(Split.RECENT))[:16]


def evaluation_file(seal: str, digest: str) -> Path:
    """The file that registers the evaluations of one model on one sealed test set."""
    return paths.USES / seal / f"{digest}.json"


def register_evaluation(seal: str, digest: str, recent: str) -> Path:
    """Registers the evaluation of a model on a seal and a `recent` window, once; returns the file.

    The file is replaced in one step and holds one entry a window, in order; git knows who
    registered it and when.
    """
    file = evaluation_file(seal, digest)
    if find_evaluation(seal, digest, recent) is None:
        candidate = len(models_evaluated_on(recent) | {digest})
        windows = [*_windows(file), {"recent": recent, CANDIDATE: candidate}]
        replace_json({"seal": seal, "retrained": digest, WINDOWS: windows}, file)
    return file


def find_evaluation(seal: str, digest: str, recent: str) -> Evaluation | None:
    """The registered evaluation of a model on a seal and a `recent` window, or None."""
    for number, window in enumerate(_windows(evaluation_file(seal, digest)), 1):
        if window["recent"] == recent:
            return Evaluation(number, window[CANDIDATE])
    return None


def count_evaluations(seal: str) -> int:
    """The number of distinct models that were evaluated on a seal."""
    return len(list((paths.USES / seal).glob("*.json")))


def models_evaluated_on(recent: str) -> frozenset[str]:
    """The digests of the models that were registered for a `recent` window, under any seal."""
    evaluated = set()
    for file in paths.USES.glob("*/*.json"):
        if any(window["recent"] == recent for window in _windows(file)):
            evaluated.add(file.stem)
    return frozenset(evaluated)


def _windows(file: Path) -> list[dict[str, Any]]:
    return list(read_json(file).get(WINDOWS, [])) if file.is_file() else []
