"""Fitted featurizers and features, computed once for equal content.

An entry is a folder named by a digest of everything that its content depends on. It appears at once, complete; an
entry that cannot be read is computed again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from retrain.featurizers.array_files import Array, read_arrays, write_arrays
from retrain.featurizers.content_key import content_key
from retrain.featurizers.featurizer import Featurizer
from retrain.featurizers.fitted_featurizer import FittedFeaturizer
from retrain.featurizers.learnt import Learnt
from retrain.featurizers.restoration import fitted_from_state
from retrain.featurizers.state_files import read_state, write_state
from retrain.featurizers.whole_folder import replace_folder
from retrain.ml_configuration.problems import InputProblem

if TYPE_CHECKING:
    import pandas as pd

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
        InputProblem: the records hold nothing to learn from.
    """
    if folder is None:
        fitted = featurizer.fit(records, groups)
    else:
        entry = folder / content_key("fit", featurizer, records, groups.tolist())
        fitted = _remembered(entry, _read_fitted, _write_fitted, lambda: featurizer.fit(records, groups))
    return fitted, transform(fitted, records, folder)


def transform(fitted: FittedFeaturizer, records: pd.DataFrame, folder: Path | None) -> Array:
    """The features of n records, shape (n, d), equal to `fitted.transform(records)` to the last bit.

    Args:
        fitted: the fitted featurizer.
        records: n records.
        folder: where entries lie; None computes without memory.
    """
    if folder is None:
        return fitted.transform(records)
    entry = folder / content_key("transform", fitted.recipe, records, _as_json(fitted.learnt))
    return _remembered(entry, _read_array, _write_array, lambda: fitted.transform(records))


def _remembered(
    entry: Path, read: Callable[[Path], Value], write: Callable[[Value, Path], None], compute: Callable[[], Value]
) -> Value:
    try:
        return read(entry)
    except InputProblem:
        value = compute()
    replace_folder(entry, lambda new: write(value, new))
    return value


def _as_json(learnt: Learnt) -> list[object]:
    arrays = {name: (array.dtype.str, array.tolist()) for name, array in learnt.arrays.items()}
    return [dict(learnt.document), arrays]


def _read_fitted(entry: Path) -> FittedFeaturizer:
    return fitted_from_state(read_state(entry))


def _write_fitted(fitted: FittedFeaturizer, entry: Path) -> None:
    write_state(fitted.to_state(), entry)


def _read_array(entry: Path) -> Array:
    arrays = read_arrays(entry / "features.npz")
    if "features" not in arrays:
        raise InputProblem(f"{entry}: holds no features")
    return arrays["features"]


def _write_array(array: Array, entry: Path) -> None:
    write_arrays(entry / "features.npz", {"features": array})
