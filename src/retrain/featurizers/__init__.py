"""Featurizers: fitted on training records, they turn records into named arrays.

May import `retrain.ml_configuration` and third parties; knows no other brick. Touches disk only in
`array_files`, `state_files` and `memo`, under the folders it is given.
"""

from retrain.featurizers.array_files import Array, read_arrays, write_arrays
from retrain.featurizers.featurizer import FittedFeaturizer, ReadRow, Row, SparseRow
from retrain.featurizers.memo import fit_transform, transform
from retrain.featurizers.registry import build_featurizers, fitted_from_state
from retrain.featurizers.state_files import read_state, write_state

__all__ = [
    "Array",
    "FittedFeaturizer",
    "ReadRow",
    "Row",
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
