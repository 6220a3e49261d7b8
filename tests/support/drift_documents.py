"""An invented drift document, as the stage `drift` writes it."""

from typing import Any


def drift_document(legacy: bool) -> dict[str, Any]:
    """A drift document: one column of each kind, the label among those that drifted."""
    if not legacy:
        return {"summary": "No model serves yet.", "not_compared": "no_legacy"}
    calm = {"distance": 0.05, "p_value": 0.4, "adjusted": 0.4, "drifted": False}
    roles = {"channel": "category", "amount": "number", "scan": "image", "letter": "text"}
    shifted = {"distance": 0.221483, "p_value": 0.0001, "adjusted": 0.0006, "drifted": True}
    return {
        "summary": "1 of 5 columns drifted since the legacy model was trained (label).",
        "not_compared": None,
        "rows": {"then": 2100, "since": 812},
        "left_out": {"content_repeated": 3, "further_of_group": 29},
        "columns": [
            *({"column": column, "role": role, **calm} for column, role in roles.items()),
            {"column": "label", "role": "label", **shifted},
        ],
        "classifier": {"auc": 0.796521, "p_value": 0.0, "adjusted": 0.0, "drifted": True},
        "labels": [
            {"label": "a", "then": 1050, "since": 203},
            {"label": "b", "then": 1050, "since": 609},
        ],
    }
