"""The forward pass in numpy and scipy, from the tensors that `pytorch` wrote. Imports neither torch nor any other brick."""

from retrain.inference.calibration import fit_temperature, softmax
from retrain.inference.forward import Tensors, logits

__all__ = ["Tensors", "fit_temperature", "logits", "softmax"]
