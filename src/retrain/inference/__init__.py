"""The forward pass in numpy and scipy, from the tensors that `pytorch` wrote.

May import `retrain.ml_configuration`, numpy and scipy; knows no other brick, and no torch.
"""

from retrain.inference.calibration import fit_temperature, softmax
from retrain.inference.forward import Tensors, logits

__all__ = ["Tensors", "fit_temperature", "logits", "softmax"]
