"""Every closed set of names: YAML writes the value, code writes the member."""

from enum import StrEnum
from typing import Self


class DescribedEnum(StrEnum):
    """A name with the words in which people read it."""

    words: str

    def __new__(cls, value: str, words: str) -> Self:
        """The member that YAML and JSON write as `value`."""
        member = str.__new__(cls, value)
        member._value_, member.words = value, words
        return member


class Role(StrEnum):
    """What a column of a task is for."""

    CATEGORY = "category"
    DATE = "date"
    GROUP = "group"
    ID = "id"
    IGNORE = "ignore"
    IMAGE = "image"
    LABEL = "label"
    NUMBER = "number"
    PARENT = "parent"
    SPLIT = "split"
    TEXT = "text"
    TIME = "time"


FEATURE_ROLES = frozenset({Role.CATEGORY, Role.DATE, Role.IMAGE, Role.NUMBER, Role.TEXT})


class Prediction(StrEnum):
    """The kind of answer that a task asks for."""

    BINARY = "binary"
    MULTICLASS = "multiclass"


class Split(StrEnum):
    """Where a filtered row goes; rows that wait for a later seal, or are too old to train on, enter no file."""

    TRAIN = "train"
    VALIDATION = "validation"
    SEALED = "sealed"
    RECENT = "recent"
    WAITING = "waiting"
    TOO_OLD = "too_old"


class AdapterKind(StrEnum):
    """Adapters that exist."""

    EXTRACT = "extract"
    JOIN = "join"
    MAP_LABELS = "map_labels"
    PARSE_DATE = "parse_date"
    PARSE_NUMBER = "parse_number"
    RENAME = "rename"


class FiltererKind(StrEnum):
    """Filterers that exist."""

    CONTRADICTION = "contradiction"
    DUPLICATE = "duplicate"
    EMPTY_TEXT = "empty_text"
    MISSING_LABEL = "missing_label"
    RARE_LABEL = "rare_label"


class FeaturizerKind(StrEnum):
    """Featurizers that exist."""

    CALENDAR = "calendar"
    ONE_HOT = "one_hot"
    PIXELS = "pixels"
    QUANTILE_BINS = "quantile_bins"
    SENTENCE_ENCODER = "sentence_encoder"
    STANDARD_SCALER = "standard_scaler"
    TFIDF = "tfidf"
    TOKENS = "tokens"


class TaggerKind(StrEnum):
    """Taggers that exist."""

    KEYWORD = "keyword"
    REGEX = "regex"


class NetworkKind(StrEnum):
    """Networks that exist."""

    DEEP = "deep"
    ENSEMBLE = "ensemble"
    IMAGE_CNN = "image_cnn"
    LINEAR = "linear"
    TABULAR = "tabular"
    TEXT_CNN = "text_cnn"
    WIDE = "wide"


class Loss(StrEnum):
    """What training makes small."""

    CROSS_ENTROPY = "cross_entropy"
    SQUARED_HINGE = "squared_hinge"


class Optimizer(StrEnum):
    """What moves the weights against the gradient."""

    ADAGRAD = "adagrad"
    ADAMW = "adamw"


class Summation(StrEnum):
    """Who sums the gradient of the sparse features over the rows of a batch."""

    SCIPY = "scipy"
    TORCH = "torch"


class ClassWeights(StrEnum):
    """How much the training rows of a label count."""

    NONE = "none"
    BALANCED = "balanced"
    SQRT = "sqrt"


class Kept(StrEnum):
    """Of which epoch a training keeps the weights."""

    BEST = "best"
    LAST = "last"


class Outcome(DescribedEnum):
    """What the court decided."""

    PROMOTE = "promote", "Promote the retrained model"
    REVIEW = "review", "Review: an expert decides"
    REJECT = "reject", "Reject the retrained model"
    IDENTICAL = "identical", "Identical: nothing to decide"


class Verdict(StrEnum):
    """What one check found."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNDECIDED = "undecided"
    BLIND = "blind"
    SKIPPED = "skipped"


class OnFail(StrEnum):
    """What a check that does not pass asks for."""

    REJECT = "reject"
    REVIEW = "review"
    WARN = "warn"
