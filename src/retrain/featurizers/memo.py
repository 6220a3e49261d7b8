"""A cache of fitted featurizers and features, keyed by content.

An entry is a folder named by a digest of everything that its content depends on. It is put in place
in one step; an entry that cannot be read is computed again.
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
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.array_files import Array, read_arrays, write_arrays
from retrain.featurizers.featurizer import Featurizer, FittedFeaturizer
from retrain.featurizers.registry import fitted_from_state
from retrain.featurizers.state_files import read_state, write_state
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.errors import InputError

CODE_VERSION = 1
LIBRARIES = ("numpy", "scikit-learn", "scipy")
FILE = "features.npz"

Value = TypeVar("Value")


def fit_transform(
    featurizer: Featurizer, records: Columns, groups: NDArray[np.object_], folder: Path | None
) -> tuple[FittedFeaturizer, Array]:
    """The fitted featurizer and the features of its training records, shape (n, d).

    Args:
        featurizer: the recipe.
        records: n training records.
        groups: the group of each record, shape (n,).
        folder: of the cache; None computes without one.

    Raises:
        InputError: the records hold nothing to fit.
    """
    if folder is None:
        return featurizer.fit_transform(records, groups)
    return _cached(
        folder / content_key("fit", featurizer, records, groups.tolist()),
        read=_read_fitted,
        write=_write_fitted,
        compute=lambda: featurizer.fit_transform(records, groups),
    )


def transform(fitted: FittedFeaturizer, records: Columns, folder: Path | None) -> Array:
    """The features of n records, shape (n, d), with the bits of `fitted.transform(records)`.

    Args:
        fitted: the fitted featurizer.
        records: n records.
        folder: of the cache; None computes without one.
    """
    if folder is None:
        return fitted.transform(records)
    arrays = {name: _array_digest(array) for name, array in fitted.state.arrays.items()}
    state = [dict(fitted.state.text_lists), arrays]
    return _cached(
        folder / content_key("transform", fitted.recipe, records, state),
        read=lambda entry: read_arrays(entry / FILE)["features"],
        write=lambda value, entry: write_arrays(entry / FILE, {"features": value}),
        compute=lambda: fitted.transform(records),
    )


def content_key(step: str, featurizer: Featurizer, records: Columns, more: object) -> str:
    """32 hexadecimal digits that name an entry of the cache.

    They are those of BLAKE2b over the step, the featurizer, the cells that it reads, the library
    versions and `more`, as JSON.
    """
    versions = [unicodedata.unidata_version, *map(version, LIBRARIES), *featurizer.versions]
    recipe = [featurizer.kind, featurizer.columns, featurizer.options]
    cells = (list(records[column]) for column in featurizer.columns)
    digest = blake2b(digest_size=16)
    for part in (step, CODE_VERSION, versions, recipe, more, *cells):
        digest.update(json.dumps(part, sort_keys=True).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def replace_folder(folder: Path, write: Callable[[Path], None]) -> None:
    """Puts a folder that `write` fills in place in one step; a damaged one is replaced.

    If another process puts the same folder in place first, its folder stays.
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


def _read_fitted(entry: Path) -> tuple[FittedFeaturizer, Array]:
    return fitted_from_state(read_state(entry)), read_arrays(entry / FILE)["features"]


def _write_fitted(pair: tuple[FittedFeaturizer, Array], entry: Path) -> None:
    fitted, features = pair
    write_state(fitted.to_state(), entry)
    write_arrays(entry / FILE, {"features": features})


def _array_digest(array: NDArray[Any]) -> tuple[str, tuple[int, ...], str]:
    return array.dtype.str, array.shape, sha256(array.tobytes()).hexdigest()


def _cached(
    entry: Path, read: Callable[[Path], Value], write: Callable[[Value, Path], None], compute: Callable[[], Value]
) -> Value:
    try:
        return read(entry)
    except (InputError, KeyError):
        value = compute()
    replace_folder(entry, lambda new: write(value, new))
    return value
