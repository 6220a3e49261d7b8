"""Labels from people: rows to label, files for labelling tools, checked annotations.

May import `retrain.ml_configuration`, `retrain.workspace`, `retrain.model`, `retrain.pipeline` and
third-party libraries. The names listed here read and write no files.
"""

from retrain.labelling.annotation import (
    Annotation,
    HumanLabel,
    LabelRequest,
    SelectionReason,
    displayed_texts,
    text_digest,
)
from retrain.labelling.reconciliation import LabelContext, Reconciled, reconcile
from retrain.labelling.sampling import Pool, margins, select_rows
from retrain.labelling.tools import REGISTRY

__all__ = [
    "REGISTRY",
    "Annotation",
    "HumanLabel",
    "LabelContext",
    "LabelRequest",
    "Pool",
    "Reconciled",
    "SelectionReason",
    "displayed_texts",
    "margins",
    "reconcile",
    "select_rows",
    "text_digest",
]
