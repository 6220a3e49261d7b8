"""Looks at the holdouts, registered before they are taken: one file per distinct retrained model and seal."""

from pathlib import Path

from retrain.ml_configuration import paths
from retrain.pipeline.documents import write_document


def look_file(seal: str, digest: str) -> Path:
    """The file that registers the look of one model at one seal."""
    return paths.USES / seal / f"{digest}.json"


def register_look(seal: str, digest: str) -> Path:
    """Registers the look of one model at one seal, once; git knows who and when."""
    file = look_file(seal, digest)
    if not file.exists():
        write_document({"seal": seal, "retrained": digest}, file)
    return file


def count_looks(seal: str) -> int:
    """How many distinct models have been judged on a seal."""
    return len(list((paths.USES / seal).glob("*.json")))
