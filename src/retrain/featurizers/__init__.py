"""Featurizers are fitted on training records and turn records into named arrays.

May import `retrain.ml_configuration` and third parties; knows no other brick. Only
`array_files`, `state_files` and `memo` touch the disk, below the folders that they are given.
"""

from retrain.featurizers.array_files import Array, read_arrays, write_arrays
from retrain.featurizers.featurizer import FittedFeaturizer, Row, RowTransform, SparseRow
from retrain.featurizers.memo import fit_transform, transform
from retrain.featurizers.registry import build_featurizers, fitted_from_state
from retrain.featurizers.state_files import read_state, write_state

__all__ = [
    "Array",
    "FittedFeaturizer",
    "Row",
    "RowTransform",
    "SparseRow",
    "build_featurizers",
    "fit_transform",
    "fitted_from_state",
    "read_arrays",
    "read_state",
    "transform",
    "write_arrays",
    "write_state",
]
