"""Keyed digests of a model's training rows, by which they are left out of holdouts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers import read_arrays, write_arrays
from retrain.ml_configuration import Role, Task
from retrain.workspace.json_files import read_json, write_json

if TYPE_CHECKING:
    import pandas as pd

AUDIT_FILE = "audit/training_rows.npz"
AUDIT_KEY = "audit/key.json"
Digests = NDArray[np.uint64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class TrainingFingerprints:
    """Keyed digests of eight bytes of a model's training rows.

    Attributes:
        key: of the digests; it lies in the model's audit folder, which is not shipped to serving.
        contents: of the normalised content of each training row, sorted.
        groups: of the group of each training row, sorted; empty where the task has no groups.
    """

    key: str
    contents: Digests
    groups: Digests

    @classmethod
    def of(cls, rows: pd.DataFrame, task: Task, key: str) -> TrainingFingerprints:
        """The digests of rows of a task."""
        contents = np.unique(content_digests(rows, task, key))
        return cls(key, contents, np.unique(group_digests(rows, task, key)))

    def write(self, folder: Path) -> None:
        """Writes the digests and the key into a model folder."""
        (folder / AUDIT_FILE).parent.mkdir(parents=True, exist_ok=True)
        write_arrays(folder / AUDIT_FILE, {"contents": self.contents, "groups": self.groups})
        write_json({"key": self.key}, folder / AUDIT_KEY)

    @classmethod
    def read(cls, folder: Path) -> TrainingFingerprints:
        """The digests in a model folder."""
        arrays = read_arrays(folder / AUDIT_FILE)
        key = str(read_json(folder / AUDIT_KEY)["key"])
        contents, groups = (np.asarray(arrays[name], np.uint64) for name in ("contents", "groups"))
        return cls(key, contents, groups)

    def contain(self, rows: pd.DataFrame, task: Task) -> Flags:
        """Whether each row's content was trained on, (n,)."""
        return np.isin(content_digests(rows, task, self.key), self.contents)

    def contain_group_of(self, rows: pd.DataFrame, task: Task) -> Flags:
        """Whether each row's group was trained on, (n,); False where the task has no groups."""
        if task.column_name(Role.GROUP) is None:
            return np.zeros(len(rows), dtype=bool)
        return np.isin(group_digests(rows, task, self.key), self.groups)


def content_digests(rows: pd.DataFrame, task: Task, key: str) -> Digests:
    """The digest of each row's content, (n,): its texts if the task has any, else all features.

    Case and white space are folded, so that near-duplicates of a text count as the same row.
    """
    columns = [rows[name].tolist() for name in task.column_names(Role.TEXT) or task.features]
    texts = map("\x1f".join, zip(*columns, strict=True))
    return _digests(["row/" + " ".join(text.casefold().split()) for text in texts], key)


def group_digests(rows: pd.DataFrame, task: Task, key: str) -> Digests:
    """The digest of each row's group, (n,); none where the task has no group column."""
    if task.column_name(Role.GROUP) is None:
        return np.zeros(0, dtype=np.uint64)
    from retrain.workspace.csv_tables import group_keys

    return _digests(["group/" + group for group in group_keys(rows, task)], key)


def _digests(texts: list[str], key: str) -> Digests:
    digests = (hashlib.blake2b(text.encode(), digest_size=8, key=key.encode()) for text in texts)
    return np.array([int.from_bytes(digest.digest(), "little") for digest in digests], dtype=np.uint64)
