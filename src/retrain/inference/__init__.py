"""The forward pass in numpy and scipy, from the tensors that `pytorch` wrote.

May import `retrain.ml_configuration`, numpy and scipy; knows no other brick, and no torch.
"""

from retrain.inference.abstention import threshold_for_error, threshold_for_label
from retrain.inference.calibration import fit_temperature, softmax
from retrain.inference.detection import threshold_for_cost
from retrain.inference.forward import FORWARD, SPARSE_WEIGHT, Forward, Tensors, logits
from retrain.inference.sparse_rows import SparseRows

__all__ = [
    "FORWARD",
    "SPARSE_WEIGHT",
    "Forward",
    "SparseRows",
    "Tensors",
    "fit_temperature",
    "logits",
    "softmax",
    "threshold_for_cost",
    "threshold_for_error",
    "threshold_for_label",
]
