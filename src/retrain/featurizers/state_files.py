"""A featurizer's state on disk: text as JSON, numbers as NPZ, never code."""

import json
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from retrain.featurizers.array_files import read_arrays, write_arrays
from retrain.featurizers.featurizer import FeaturizerState
from retrain.ml_configuration.errors import InputError

TEXT_FILE = "state.json"
ARRAY_FILE = "state.npz"


def write_state(state: FeaturizerState, folder: Path) -> None:
    """Writes `state.json` and `state.npz` into a folder; equal states give equal bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    header = state.model_dump(mode="json", by_alias=True)
    text = json.dumps(header, ensure_ascii=False, sort_keys=True, indent=1)
    (folder / TEXT_FILE).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    write_arrays(folder / ARRAY_FILE, state.arrays)


def read_state(folder: Path) -> FeaturizerState:
    """The state that `write_state` wrote.

    Raises:
        InputError: a file is absent, damaged or of another schema; names the file.
    """
    state = _read_text(folder / TEXT_FILE)
    arrays = read_arrays(folder / ARRAY_FILE)
    dense = {name: array for name, array in arrays.items() if isinstance(array, np.ndarray)}
    if len(dense) < len(arrays):
        raise InputError(f"{folder / ARRAY_FILE}: holds a sparse matrix, which no featurizer has; fit again")
    return state.model_copy(update={"arrays": dense})


def _read_text(path: Path) -> FeaturizerState:
    try:
        return FeaturizerState.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); restore it with `dvc checkout`") from error
    except ValidationError as error:
        first = error.errors()[0]
        location = ": ".join(map(str, (path, *first["loc"])))
        remedy = "restore it with `dvc checkout`, or fit again with `dvc repro`"
        raise InputError(f"{location}: {first['msg']}; {remedy}") from error
