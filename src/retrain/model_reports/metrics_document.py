"""`metrics.json`: both models on the validation rows."""

from retrain.model_reports.document import Document


class ModelScores(Document):
    """Scores in [0, 1]."""

    macro_f1: float
    accuracy: float


class TaggersEffect(Document):
    """What the expert rules add to macro F1."""

    legacy: float | None = None
    retrained: float | None = None


class Validation(Document):
    """Scores on the validation rows; `bayes` is the best that any model could reach, where an oracle knows it."""

    rows: int
    retrained: ModelScores
    legacy: ModelScores | None = None
    taggers: TaggersEffect = TaggersEffect()
    bayes: ModelScores | None = None


class MetricsDocument(Document):
    """Everything that was measured without opening a holdout."""

    validation: Validation
