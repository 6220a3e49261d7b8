"""Assigns each row to a split: a pure function of its group, its time and the configuration."""

import hashlib
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retrain.ml_configuration import Role, Split, Task
from retrain.ml_configuration.split import Seal, Splitting, TrainingWindow
from retrain.workspace.csv_tables import group_keys

Flags = NDArray[np.bool_]
Splits = NDArray[np.object_]
AFTER_EVERY_DATE = "9999-12-31"


def in_hash_slice(keys: pd.Series, salt: str, share: float) -> Flags:
    """True for the keys whose salted hash falls into the first `share` of all hashes."""
    end = int(share * 2**64)
    return keys.map({key: _hash(salt, key) < end for key in keys.unique()}).to_numpy(dtype=bool)


def recent_start(times: pd.Series, months: int, since: date | None = None) -> str:
    """The first day of the recent holdout, as text.

    It is `since`, else the first day of the newest `months` calendar months that occur; after every
    date where no row has a time.
    """
    if since is not None:
        return since.isoformat()
    newest = times.str.slice(0, 7).max() if len(times) else ""
    if not newest:
        return AFTER_EVERY_DATE
    return str(pd.Period(newest, freq="M") - (months - 1)) + "-01"


def assign_splits(records: pd.DataFrame, task: Task, splitting: Splitting) -> Splits:
    """The split of every row, (n,) of `Split`.

    The sealed slice is assigned first, then the recent rows, then the hash. The test rows of an
    official partition replace the sealed slice, and the hash divides only its training rows. Rows
    of the sealed slice after the last sealed day wait, and so do earlier rows whose group is in the
    sealed test set; the other earlier rows, of a previous sealed test set, are open. Rows for
    training or validation that are older than the training window are too old.
    """
    splits = _assigned_by_key(records, task, splitting)
    splits[outside_training_window(records, task, splits, splitting.window)] = Split.TOO_OLD
    return splits


def _assigned_by_key(records: pd.DataFrame, task: Task, splitting: Splitting) -> Splits:
    """The split of every row, whatever the training window."""
    keys = group_keys(records, task)
    validates = in_hash_slice(keys, splitting.salt, splitting.validation)
    splits = np.where(validates, Split.VALIDATION, Split.TRAIN).astype(object)
    recent = _is_recent(records, task, splitting, keys)
    partition = next((column for column in task.columns if column.role is Role.SPLIT), None)
    if partition is not None:
        official = records[partition.name].map(partition.partition).to_numpy(dtype=object)
        is_open = official == Split.TRAIN
        splits[recent & is_open] = Split.RECENT
        return np.where(is_open, splits, official).astype(object)
    in_slice = in_hash_slice(keys, splitting.seal.salt, splitting.seal.share)
    within, later = _relative_to_seal(records, task, splitting.seal)
    splits[recent] = Split.RECENT
    splits[(in_slice & later) | keys.isin(keys[in_slice & within])] = Split.WAITING
    splits[in_slice & within] = Split.SEALED
    return splits


def outside_training_window(records: pd.DataFrame, task: Task, splits: Splits, window: TrainingWindow) -> Flags:
    """Whether each row is one for training or validation, and older than the window, (n,).

    A row without a time is the oldest.
    """
    time = task.column_name(Role.TIME)
    if time is None or (window.months is None and window.rows is None):
        return np.zeros(len(records), dtype=bool)
    is_open = np.isin(splits, [Split.TRAIN, Split.VALIDATION])
    times = records.loc[is_open, time].sort_values(ascending=False, kind="stable")
    if window.months:
        times = times[times >= recent_start(times, window.months)]
    return is_open & ~records.index.isin(times.head(window.rows or len(times)).index)


def _is_recent(records: pd.DataFrame, task: Task, splitting: Splitting, keys: pd.Series) -> Flags:
    time = task.column_name(Role.TIME)
    if time is None:
        return in_hash_slice(keys, f"recent/{splitting.salt}", splitting.recent.share)
    first = recent_start(records[time], splitting.recent.months, splitting.recent.since)
    recent: Flags = (records[time] >= first).to_numpy(dtype=bool)
    return recent


def _relative_to_seal(records: pd.DataFrame, task: Task, seal: Seal) -> tuple[Flags, Flags]:
    """Whether the day of each row is sealed, and whether it is later, (n,) each."""
    time = task.column_name(Role.TIME)
    if time is None:
        return np.ones(len(records), dtype=bool), np.zeros(len(records), dtype=bool)
    days = records[time].str.slice(0, 10)
    last = seal.until.isoformat()
    first = "" if seal.since is None else (seal.since + timedelta(days=1)).isoformat()
    return days.between(first, last).to_numpy(dtype=bool), (days > last).to_numpy(dtype=bool)


def _hash(salt: str, key: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{salt}/{key}".encode(), digest_size=8).digest(), "little")
