"""Networks and their training. The only brick that imports torch and Lightning; imports no other brick."""

from retrain.pytorch.rows import Rows
from retrain.pytorch.trainer import Trained, train

__all__ = ["Rows", "Trained", "train"]
