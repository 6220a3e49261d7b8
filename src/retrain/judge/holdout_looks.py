"""Looks at the holdouts, registered before they are taken: one file per distinct retrained model and seal."""

from pathlib import Path
from typing import Any, NamedTuple

from retrain.ml_configuration import Split, paths
from retrain.workspace.atomic import replace_document
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import read_document

WINDOWS = "windows"


class Look(NamedTuple):
    """The place of one look.

    Attributes:
        window: the how-many-th `recent` window this retrained model is judged on, from 1.
        look: the how-many-th retrained model this is at that window, from 1.
    """

    window: int
    look: int


def recent_digest() -> str:
    """Names the present `recent` rows: 16 hexadecimal digits of the SHA-256 of their file."""
    return file_digest(paths.split_file(Split.RECENT))[:16]


def look_file(seal: str, digest: str) -> Path:
    """The file that registers the looks of one model at one seal."""
    return paths.USES / seal / f"{digest}.json"


def register_look(seal: str, digest: str, recent: str) -> Path:
    """The file in which the look of one model at one seal and one `recent` window is registered, now or before.

    It is replaced in one step, and holds one entry a window, in order; git knows who and when.
    """
    file = look_file(seal, digest)
    if find_look(seal, digest, recent) is None:
        windows = [*_windows(file), {"recent": recent, "look": len(models_at(recent) | {digest})}]
        replace_document({"seal": seal, "retrained": digest, WINDOWS: windows}, file)
    return file


def find_look(seal: str, digest: str, recent: str) -> Look | None:
    """The registered look of one model at one seal and one `recent` window; None where there is none."""
    for number, window in enumerate(_windows(look_file(seal, digest)), 1):
        if window["recent"] == recent:
            return Look(number, window["look"])
    return None


def count_looks(seal: str) -> int:
    """How many distinct models have been judged on a seal."""
    return len(list((paths.USES / seal).glob("*.json")))


def models_at(recent: str) -> frozenset[str]:
    """The digests of the models that were registered at a `recent` window, whatever the seal."""
    files = paths.USES.glob("*/*.json")
    return frozenset(file.stem for file in files if any(one["recent"] == recent for one in _windows(file)))


def _windows(file: Path) -> list[dict[str, Any]]:
    return list(read_document(file).get(WINDOWS, [])) if file.is_file() else []
