"""Digests of the rows that a model was trained on, so that no holdout row is judged that a model has seen."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retrain.featurizers import read_arrays, write_arrays
from retrain.ml_configuration.enums import Role
from retrain.ml_configuration.task import Task
from retrain.pipeline.dealing import group_keys

AUDIT_FILE = "audit/training_rows.npz"
Digests = NDArray[np.uint64]


@dataclass(frozen=True)
class TrainingRows:
    """Keyed digests of eight bytes.

    Attributes:
        contents: of the normalised content of each training row, sorted.
        groups: of the group of each training row, sorted; empty where the task has no groups.
    """

    contents: Digests
    groups: Digests

    @classmethod
    def of(cls, rows: pd.DataFrame, task: Task, key: str) -> "TrainingRows":
        """The digests of rows of a task."""
        return cls(np.unique(content_digests(rows, task, key)), np.unique(group_digests(rows, task, key)))

    def write(self, folder: Path) -> None:
        """Writes them into a model folder."""
        (folder / AUDIT_FILE).parent.mkdir(parents=True, exist_ok=True)
        write_arrays(folder / AUDIT_FILE, {"contents": self.contents, "groups": self.groups})

    @classmethod
    def read(cls, folder: Path) -> "TrainingRows":
        """Those of a model folder."""
        arrays = read_arrays(folder / AUDIT_FILE)
        return cls(np.asarray(arrays["contents"], np.uint64), np.asarray(arrays["groups"], np.uint64))


def content_digests(rows: pd.DataFrame, task: Task, key: str) -> Digests:
    """The digest of each row's content, (n,): its texts where the task has any, else all its features.

    Case and white space are folded, so that near-duplicates of a text count as the same row.
    """
    columns = list(task.all_named(Role.TEXT) or task.features)
    joined = rows[columns].agg("\x1f".join, axis=1) if len(rows) else pd.Series(dtype=str)
    return _digests(("row/" + " ".join(text.casefold().split()) for text in joined), len(rows), key)


def group_digests(rows: pd.DataFrame, task: Task, key: str) -> Digests:
    """The digest of each row's group, (n,); none where the task has no group column."""
    if task.named(Role.GROUP) is None:
        return np.zeros(0, dtype=np.uint64)
    keys = group_keys(rows, task)
    return _digests(("group/" + group for group in keys), len(keys), key)


def _digests(texts: object, count: int, key: str) -> Digests:
    keyed = hashlib.blake2b(digest_size=8, key=key.encode())
    return np.fromiter((_digest(text, keyed) for text in texts), dtype=np.uint64, count=count)  # type: ignore[attr-defined]


def _digest(text: str, keyed: "hashlib.blake2b") -> int:
    hasher = keyed.copy()
    hasher.update(text.encode("utf-8", "surrogatepass"))
    return int.from_bytes(hasher.digest(), "little")
