"""What was found, in one English sentence."""

from collections.abc import Sequence

from retrain.ml_configuration.drift import ClassifierDrift, ColumnDrift, NotCompared

OBSTACLES = {
    NotCompared.NO_LEGACY: "No model serves yet, so that there are no rows of then to compare today's with.",
    NotCompared.LEGACY_OTHER_TASK: "The legacy model answers another task, so that there is nothing to compare with.",
    NotCompared.TRAINING_ROWS_UNKNOWN: "The legacy model's folder does not tell which rows it was trained on.",
    NotCompared.TOO_FEW_ROWS: "Too few rows of then, or too few since then, are left to compare.",
}


def summarise(columns: Sequence[ColumnDrift], classifier: ClassifierDrift) -> str:
    """Which columns drifted, and whether a classifier tells rows of then from rows since then."""
    names = [each.column for each in columns if each.drifted]
    drifted = f"{len(names)} of {len(columns)} columns drifted" if names else "No column drifted"
    listed = f" ({', '.join(names)})" if names else ""
    apart = "tells" if classifier.drifted else "does not tell"
    return (
        f"{drifted} since the legacy model was trained{listed}, "
        f"and a classifier {apart} rows of then from rows since then (AUC {classifier.auc:.3f})."
    )
