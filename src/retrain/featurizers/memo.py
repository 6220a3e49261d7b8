"""Fitted featurizers and features, computed once for equal content.

An entry is a folder named by a digest of everything that its content depends on. It appears at
once, complete; an entry that cannot be read is computed again.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b, sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.array_files import Array, read_arrays, write_arrays
from retrain.featurizers.featurizer import Featurizer, FittedFeaturizer
from retrain.featurizers.registry import fitted_from_state
from retrain.featurizers.state_files import read_state, write_state
from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

CODE_VERSION = 1
LIBRARIES = ("numpy", "scikit-learn", "scipy")
FILE = "features.npz"

Value = TypeVar("Value")


def fit_transform(
    featurizer: Featurizer, records: pd.DataFrame, groups: NDArray[np.object_], folder: Path | None
) -> tuple[FittedFeaturizer, Array]:
    """The fitted featurizer and the features of its training records, shape (n, d).

    Args:
        featurizer: the recipe.
        records: n training records.
        groups: the group of each record, shape (n,).
        folder: where entries lie; None computes without memory.

    Raises:
        InputError: the records hold nothing to learn from.
    """
    if folder is None:
        return featurizer.fit_transform(records, groups)
    return _remembered(
        folder / content_key("fit", featurizer, records, groups.tolist()),
        read=lambda entry: (fitted_from_state(read_state(entry)), read_arrays(entry / FILE)["features"]),
        write=_write_pair,
        compute=lambda: featurizer.fit_transform(records, groups),
    )


def transform(fitted: FittedFeaturizer, records: pd.DataFrame, folder: Path | None) -> Array:
    """The features of n records, shape (n, d), equal to `fitted.transform(records)` to the last bit.

    Args:
        fitted: the fitted featurizer.
        records: n records.
        folder: where entries lie; None computes without memory.
    """
    if folder is None:
        return fitted.transform(records)
    arrays = {name: _identity(array) for name, array in fitted.learnt.arrays.items()}
    return _remembered(
        folder / content_key("transform", fitted.recipe, records, [dict(fitted.learnt.document), arrays]),
        read=lambda entry: read_arrays(entry / FILE)["features"],
        write=lambda value, entry: write_arrays(entry / FILE, {"features": value}),
        compute=lambda: fitted.transform(records),
    )


def content_key(step: str, featurizer: Featurizer, records: pd.DataFrame, more: object) -> str:
    """32 hexadecimal digits of BLAKE2b over step, recipe, the cells it reads, library versions and `more`, as JSON."""
    versions = [unicodedata.unidata_version, *map(version, LIBRARIES), *featurizer.versions]
    recipe = [featurizer.kind, featurizer.columns, featurizer.options]
    cells = (records[column].tolist() for column in featurizer.columns)
    digest = blake2b(digest_size=16)
    for part in (step, CODE_VERSION, versions, recipe, more, *cells):
        digest.update(json.dumps(part, sort_keys=True).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def replace_folder(folder: Path, write: Callable[[Path], None]) -> None:
    """Puts a folder that `write` fills in place in one step, instead of a damaged one.

    Where another process puts the same folder in place first, its folder stays.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        write(new)
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            new.replace(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _write_pair(pair: tuple[FittedFeaturizer, Array], entry: Path) -> None:
    fitted, features = pair
    write_state(fitted.to_state(), entry)
    write_arrays(entry / FILE, {"features": features})


def _identity(array: NDArray[Any]) -> tuple[str, tuple[int, ...], str]:
    return array.dtype.str, array.shape, sha256(array.tobytes()).hexdigest()


def _remembered(
    entry: Path, read: Callable[[Path], Value], write: Callable[[Value, Path], None], compute: Callable[[], Value]
) -> Value:
    try:
        return read(entry)
    except (InputError, KeyError):
        value = compute()
    replace_folder(entry, lambda new: write(value, new))
    return value
