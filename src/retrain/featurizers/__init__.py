"""Featurizers: fitted on training records, they turn records into named arrays.

May import `retrain.ml_configuration` and third parties; knows no other brick. Touches disk only in
`array_files`, `state_files` and `memo`, under the folders it is given.
"""

from retrain.featurizers.array_files import Array, read_arrays, write_arrays
from retrain.featurizers.calendar import Calendar
from retrain.featurizers.featurizer import (
    Featurizer,
    FeaturizerState,
    FittedFeaturizer,
    Learnt,
    ReadRow,
    Row,
    SparseRow,
)
from retrain.featurizers.memo import fit_transform, transform
from retrain.featurizers.one_hot import OneHot
from retrain.featurizers.pixels import Pixels
from retrain.featurizers.quantile_bins import QuantileBins
from retrain.featurizers.registry import REGISTRY, build_featurizers, fitted_from_state
from retrain.featurizers.sentence_encoder import SentenceEncoder
from retrain.featurizers.standard_scaler import StandardScaler
from retrain.featurizers.state_files import read_state, write_state
from retrain.featurizers.tfidf import Tfidf
from retrain.featurizers.tokens import Tokens

__all__ = [
    "REGISTRY",
    "Array",
    "Calendar",
    "Featurizer",
    "FeaturizerState",
    "FittedFeaturizer",
    "Learnt",
    "OneHot",
    "Pixels",
    "QuantileBins",
    "ReadRow",
    "Row",
    "SentenceEncoder",
    "SparseRow",
    "StandardScaler",
    "Tfidf",
    "Tokens",
    "build_featurizers",
    "fit_transform",
    "fitted_from_state",
    "read_arrays",
    "read_state",
    "transform",
    "write_arrays",
    "write_state",
]
