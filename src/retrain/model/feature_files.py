"""The folder between `featurize` and `train`: arrays, labels, fitted featurizers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, issparse

from retrain.featurizers import (
    Array,
    FittedFeaturizer,
    fitted_from_state,
    read_arrays,
    read_state,
    write_arrays,
)
from retrain.ml_configuration.enums import Split
from retrain.workspace.json_files import read_document

LABELS = "_labels"


class Features(NamedTuple):
    """Featurized rows.

    Attributes:
        sparse: (n, v) float32 CSR, the sparse blocks side by side in the order of their names.
        dense: (n, d) float32, the dense blocks likewise.
        labels: (n,) label positions.
    """

    sparse: csr_matrix
    dense: NDArray[np.float32]
    labels: NDArray[np.int64]


def join_blocks(arrays: Mapping[str, Array], rows: int) -> tuple[csr_matrix, NDArray[np.float32]]:
    """The sparse blocks side by side and the dense blocks side by side, in the order of their names."""
    blocks = [arrays[name] for name in sorted(arrays)]
    sparse = [block for block in blocks if issparse(block)]
    dense = [block for block in blocks if not issparse(block)]
    return (
        csr_matrix(hstack([*sparse, csr_matrix((rows, 0), dtype=np.float32)], format="csr", dtype=np.float32)),
        join_dense(dense, rows),
    )


def join_dense(blocks: Sequence[NDArray[np.float32]], rows: int) -> NDArray[np.float32]:
    """Dense blocks side by side, (rows, d), also where there is none."""
    return np.hstack(blocks) if blocks else np.zeros((rows, 0), dtype=np.float32)


def write_features(folder: Path, split: Split, arrays: Mapping[str, Array], labels: NDArray[np.int64]) -> None:
    """Writes the arrays of one split with its label positions."""
    write_arrays(folder / f"{split.value}.npz", {**arrays, LABELS: labels})


def read_features(folder: Path, split: Split) -> Features:
    """The arrays of one split, joined."""
    arrays = read_arrays(folder / f"{split.value}.npz")
    labels = np.asarray(arrays.pop(LABELS), dtype=np.int64)
    return Features(*join_blocks(arrays, len(labels)), labels)


def read_featurizers(folder: Path) -> dict[str, FittedFeaturizer]:
    """The fitted featurizers of a folder, by name."""
    return {place.name: fitted_from_state(read_state(place)) for place in sorted(folder.iterdir()) if place.is_dir()}


def read_labels(folder: Path) -> tuple[str, ...]:
    """The labels in the order of their positions."""
    return tuple(read_document(folder / "labels.json"))
