"""The forward pass in numpy and scipy, from the tensors that `pytorch` wrote.

May import `retrain.ml_configuration`, numpy and scipy; knows no other brick, and no torch.
"""

from retrain.inference.calibration import fit_temperature
from retrain.inference.forward import FORWARD_PASSES, SPARSE_WEIGHT, ForwardPass, SparseRows, Tensors, logits, softmax

__all__ = [
    "FORWARD_PASSES",
    "SPARSE_WEIGHT",
    "ForwardPass",
    "SparseRows",
    "Tensors",
    "fit_temperature",
    "logits",
    "softmax",
]
