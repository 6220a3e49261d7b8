"""What was found, in one English sentence."""

from collections.abc import Sequence

from retrain.ml_configuration.drift import ClassifierDrift, ColumnDrift


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
