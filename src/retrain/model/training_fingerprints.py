"""Digests of the rows that a model was trained on, so that no holdout row is judged that a model has seen."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retrain.featurizers import read_arrays, write_arrays
from retrain.ml_configuration import Role, Task
from retrain.model.row_keys import group_keys
from retrain.workspace.json_files import read_document, write_document

AUDIT_FILE = "audit/training_rows.npz"
AUDIT_KEY = "audit/key.json"
Digests = NDArray[np.uint64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class TrainingRows:
    """Keyed digests of eight bytes.

    Attributes:
        key: with which the digests were made; the audit folder keeps it, and no serving copy holds
            that folder.
        contents: of the normalised content of each training row, sorted.
        groups: of the group of each training row, sorted; empty where the task has no groups.
    """

    key: str
    contents: Digests
    groups: Digests

    @classmethod
    def of(cls, rows: pd.DataFrame, task: Task, key: str) -> "TrainingRows":
        """The digests of rows of a task."""
        return cls(key, np.unique(content_digests(rows, task, key)), np.unique(group_digests(rows, task, key)))

    def write(self, folder: Path) -> None:
        """Writes them into a model folder."""
        (folder / AUDIT_FILE).parent.mkdir(parents=True, exist_ok=True)
        write_arrays(folder / AUDIT_FILE, {"contents": self.contents, "groups": self.groups})
        write_document({"key": self.key}, folder / AUDIT_KEY)

    @classmethod
    def read(cls, folder: Path) -> "TrainingRows":
        """Those of a model folder."""
        arrays = read_arrays(folder / AUDIT_FILE)
        key = str(read_document(folder / AUDIT_KEY)["key"])
        return cls(key, np.asarray(arrays["contents"], np.uint64), np.asarray(arrays["groups"], np.uint64))

    def contain(self, rows: pd.DataFrame, task: Task) -> Flags:
        """Whether each row's content was trained on, (n,)."""
        return np.isin(content_digests(rows, task, self.key), self.contents)

    def contain_group_of(self, rows: pd.DataFrame, task: Task) -> Flags:
        """Whether each row's group was trained on, (n,); False where the task has no groups."""
        if task.column_name(Role.GROUP) is None:
            return np.zeros(len(rows), dtype=bool)
        return np.isin(group_digests(rows, task, self.key), self.groups)


def content_digests(rows: pd.DataFrame, task: Task, key: str) -> Digests:
    """The digest of each row's content, (n,): its texts where the task has any, else all its features.

    Case and white space are folded, so that near-duplicates of a text count as the same row.
    """
    columns = list(task.column_names(Role.TEXT) or task.features)
    joined = rows[columns].agg("\x1f".join, axis=1) if len(rows) else pd.Series(dtype=str)
    return _digests(["row/" + " ".join(text.casefold().split()) for text in joined], key)


def group_digests(rows: pd.DataFrame, task: Task, key: str) -> Digests:
    """The digest of each row's group, (n,); none where the task has no group column."""
    if task.column_name(Role.GROUP) is None:
        return np.zeros(0, dtype=np.uint64)
    keys = group_keys(rows, task)
    return _digests(["group/" + group for group in keys], key)


def _digests(texts: list[str], key: str) -> Digests:
    return np.array([_digest(text, key.encode()) for text in texts], dtype=np.uint64)


def _digest(text: str, key: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8, key=key).digest(), "little")
