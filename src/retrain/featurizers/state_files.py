"""A featurizer's state on disk: text as JSON, numbers as NPZ, never code."""

import json
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import Field, JsonValue, ValidationError

from retrain.featurizers.array_files import read_arrays, write_arrays
from retrain.featurizers.featurizer import FeaturizerState
from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import FeaturizerKind
from retrain.ml_configuration.errors import InputError

TEXT_FILE = "state.json"
ARRAY_FILE = "state.npz"


class _Header(FrozenModel):
    schema_number: Literal[1] = Field(alias="schema")
    kind: FeaturizerKind
    columns: tuple[str, ...]
    options: dict[str, JsonValue]
    document: dict[str, tuple[str, ...]]


def write_state(state: FeaturizerState, folder: Path) -> None:
    """Writes `state.json` and `state.npz` into a folder; equal states give equal bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    header = {name: value for name, value in vars(state).items() if name != "arrays"}
    text = json.dumps(header, ensure_ascii=False, sort_keys=True, indent=1)
    (folder / TEXT_FILE).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    write_arrays(folder / ARRAY_FILE, state.arrays)


def read_state(folder: Path) -> FeaturizerState:
    """The state that `write_state` wrote.

    Raises:
        InputError: a file is absent, damaged or of another schema; names the file.
    """
    header = _header(folder / TEXT_FILE)
    arrays = read_arrays(folder / ARRAY_FILE)
    dense = {name: array for name, array in arrays.items() if isinstance(array, np.ndarray)}
    if len(dense) < len(arrays):
        raise InputError(f"{folder / ARRAY_FILE}: holds a sparse matrix, which no featurizer has; fit again")
    return FeaturizerState(
        kind=header.kind,
        columns=header.columns,
        options=header.options,
        document=header.document,
        arrays=dense,
        schema=header.schema_number,
    )


def _header(path: Path) -> _Header:
    try:
        return _Header.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); restore it with `dvc checkout`") from error
    except ValidationError as error:
        first = error.errors()[0]
        location = ": ".join(map(str, (path, *first["loc"])))
        remedy = "restore it with `dvc checkout`, or fit again with `dvc repro`"
        raise InputError(f"{location}: {first['msg']}; {remedy}") from error
