"""The files between `featurize` and `train`: arrays, labels, fitted featurizers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, issparse

from retrain.featurizers import Array, FittedFeaturizer, fitted_from_state, read_arrays, read_state, write_arrays
from retrain.ml_configuration.enums import Split
from retrain.workspace.json_files import read_json

LABELS = "_labels"


class Features(NamedTuple):
    """The features of n rows.

    Attributes:
        sparse: (n, v) float32 CSR, the sparse blocks side by side, ordered by name.
        dense: (n, d) float32, the dense blocks likewise.
        labels: (n,) positions of the labels.
    """

    sparse: csr_matrix
    dense: NDArray[np.float32]
    labels: NDArray[np.int64]


def join_blocks(arrays: Mapping[str, Array], rows: int) -> tuple[csr_matrix, NDArray[np.float32]]:
    """The sparse and the dense blocks side by side, (rows, v) and (rows, d), ordered by name."""
    blocks = [arrays[name] for name in sorted(arrays)]
    sparse = [block for block in blocks if issparse(block)]
    dense = [block for block in blocks if not issparse(block)]
    empty = csr_matrix((rows, 0), dtype=np.float32)
    joined = csr_matrix(hstack([*sparse, empty], format="csr", dtype=np.float32))
    return joined, join_dense(dense, rows)


def join_dense(blocks: Sequence[NDArray[np.float32]], rows: int) -> NDArray[np.float32]:
    """The dense blocks side by side, (rows, d); d is 0 without a block."""
    return np.hstack(blocks) if blocks else np.zeros((rows, 0), dtype=np.float32)


def write_features(folder: Path, split: Split, arrays: Mapping[str, Array], labels: NDArray[np.int64]) -> None:
    """Writes the arrays of one split with its label positions."""
    write_arrays(folder / f"{split.value}.npz", {**arrays, LABELS: labels})


def read_features(folder: Path, split: Split) -> Features:
    """The features of one split."""
    arrays = read_arrays(folder / f"{split.value}.npz")
    labels = np.asarray(arrays.pop(LABELS), dtype=np.int64)
    return Features(*join_blocks(arrays, len(labels)), labels)


def read_featurizers(folder: Path) -> dict[str, FittedFeaturizer]:
    """The fitted featurizers of a folder, by name."""
    subfolders = [path for path in sorted(folder.iterdir()) if path.is_dir()]
    return {path.name: fitted_from_state(read_state(path)) for path in subfolders}


def read_labels(folder: Path) -> tuple[str, ...]:
    """The labels in the order of their positions."""
    return tuple(read_json(folder / "labels.json"))
