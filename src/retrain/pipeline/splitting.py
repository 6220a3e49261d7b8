"""Which split a row belongs to: a pure function of its group, its time and the configuration."""

import hashlib
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retrain.ml_configuration import Role, Split, Task
from retrain.ml_configuration.split import Seal, Splitting, Window
from retrain.model.row_keys import group_keys

Flags = NDArray[np.bool_]


def slice_of(keys: pd.Series, salt: str, share: float) -> Flags:
    """True for the keys whose salted hash falls into the first `share` of all hashes."""
    limit = int(share * 2**64)
    inside = {key: _position(salt, key) < limit for key in keys.unique()}
    return keys.map(inside).to_numpy(dtype=bool)


def recent_from(times: pd.Series, months: int, since: date | None = None) -> str:
    """The first day of the recent rows, as text.

    It is `since`, else the first of the newest `months` calendar months that occur; after every
    date where none does.
    """
    if since is not None:
        return since.isoformat()
    newest = times.str.slice(0, 7).max() if len(times) else ""
    if not newest:
        return "9999-12-31"
    return str(pd.Period(newest, freq="M") - (months - 1)) + "-01"


def deal(records: pd.DataFrame, task: Task, splitting: Splitting) -> NDArray[np.object_]:
    """The split of every row, (n,) of `Split`.

    The sealed slice goes first, then the recent rows, then the hash; an official partition replaces
    the seal and leaves to the hash only what it calls training rows. Of the slice, rows after the
    seal wait, and so do rows before it whose group stands in it; the other rows before it, which a
    former seal held, are open. What would train or choose, but is older than the window, is too
    old.
    """
    dealt = _whatever_the_age(records, task, splitting)
    dealt[too_old(records, task, dealt, splitting.window)] = Split.TOO_OLD
    return dealt


def _whatever_the_age(records: pd.DataFrame, task: Task, splitting: Splitting) -> NDArray[np.object_]:
    keys = group_keys(records, task)
    dealt = np.where(slice_of(keys, splitting.salt, splitting.validation), Split.VALIDATION, Split.TRAIN).astype(object)
    recent = _recent(records, task, splitting, keys)
    partition = next((column for column in task.columns if column.role is Role.SPLIT), None)
    if partition is not None:
        official = records[partition.name].map(partition.partition).to_numpy(dtype=object)
        open_rows = official == Split.TRAIN
        dealt[recent & open_rows] = Split.RECENT
        return np.where(open_rows, dealt, official).astype(object)
    sliced = slice_of(keys, splitting.seal.salt, splitting.seal.share)
    within, later = _around(records, task, splitting.seal)
    dealt[recent] = Split.RECENT
    dealt[(sliced & later) | keys.isin(keys[sliced & within])] = Split.WAITING
    dealt[sliced & within] = Split.SEALED
    return dealt


def too_old(records: pd.DataFrame, task: Task, dealt: NDArray[np.object_], window: Window) -> Flags:
    """Whether each row would train or choose, but is older than the window, (n,); one without a day is the oldest."""
    time = task.column_name(Role.TIME)
    inside = np.isin(dealt, [Split.TRAIN, Split.VALIDATION])
    if time is None or (window.months is None and window.rows is None):
        return np.zeros(len(records), dtype=bool)
    times = records.loc[inside, time].sort_values(ascending=False, kind="stable")
    kept = times[times >= recent_from(times, window.months)] if window.months else times
    return inside & ~records.index.isin(kept.head(window.rows or len(kept)).index)


def _recent(records: pd.DataFrame, task: Task, splitting: Splitting, keys: pd.Series) -> Flags:
    time = task.column_name(Role.TIME)
    if time is None:
        return slice_of(keys, f"recent/{splitting.salt}", splitting.recent.share)
    first = recent_from(records[time], splitting.recent.months, splitting.recent.since)
    recent: Flags = (records[time] >= first).to_numpy(dtype=bool)
    return recent


def _around(records: pd.DataFrame, task: Task, seal: Seal) -> tuple[Flags, Flags]:
    """Whether the day of each row is one of the seal's, and whether it is later, (n,) each."""
    time = task.column_name(Role.TIME)
    if time is None:
        return np.ones(len(records), dtype=bool), np.zeros(len(records), dtype=bool)
    days, last = records[time].str.slice(0, 10), seal.until.isoformat()
    first = "" if seal.since is None else (seal.since + timedelta(days=1)).isoformat()
    return days.between(first, last).to_numpy(dtype=bool), (days > last).to_numpy(dtype=bool)


def _position(salt: str, key: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{salt}/{key}".encode(), digest_size=8).digest(), "little")
