"""Closed sets of names: YAML and JSON have the value, code has the member."""

from enum import StrEnum
from typing import Self


class DescribedEnum(StrEnum):
    """An enum whose members have a text for readers, in `words`."""

    words: str

    def __new__(cls, value: str, words: str) -> Self:
        """The member with this value in YAML and JSON."""
        member = str.__new__(cls, value)
        member._value_, member.words = value, words
        return member


class Role(StrEnum):
    """The role of a column in a task."""

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


class PredictionType(StrEnum):
    """What a task predicts."""

    BINARY = "binary"
    MULTICLASS = "multiclass"


class Split(StrEnum):
    """The split of a filtered row; rows that wait for a later seal or are too old enter none."""

    TRAIN = "train"
    VALIDATION = "validation"
    SEALED = "sealed"
    RECENT = "recent"
    WAITING = "waiting"
    TOO_OLD = "too_old"


class AdapterKind(StrEnum):
    """The adapters."""

    EXTRACT = "extract"
    JOIN = "join"
    MAP_LABELS = "map_labels"
    PARSE_DATE = "parse_date"
    PARSE_NUMBER = "parse_number"
    RENAME = "rename"


class FiltererKind(StrEnum):
    """The filterers."""

    CONTRADICTION = "contradiction"
    DUPLICATE = "duplicate"
    EMPTY_TEXT = "empty_text"
    MISSING_LABEL = "missing_label"
    RARE_LABEL = "rare_label"


class FeaturizerKind(StrEnum):
    """The featurizers."""

    CALENDAR = "calendar"
    ONE_HOT = "one_hot"
    PIXELS = "pixels"
    QUANTILE_BINS = "quantile_bins"
    SENTENCE_ENCODER = "sentence_encoder"
    STANDARD_SCALER = "standard_scaler"
    TFIDF = "tfidf"
    TOKENS = "tokens"


class TaggerKind(StrEnum):
    """The taggers."""

    KEYWORD = "keyword"
    REGEX = "regex"


class NetworkKind(StrEnum):
    """The networks."""

    DEEP = "deep"
    ENSEMBLE = "ensemble"
    IMAGE_CNN = "image_cnn"
    LINEAR = "linear"
    TABULAR = "tabular"
    TEXT_CNN = "text_cnn"
    WIDE = "wide"


class Loss(StrEnum):
    """The loss functions."""

    CROSS_ENTROPY = "cross_entropy"
    SQUARED_HINGE = "squared_hinge"


class Optimizer(StrEnum):
    """The optimizers."""

    ADAGRAD = "adagrad"
    ADAMW = "adamw"


class SparseGradBackend(StrEnum):
    """The library that sums the gradient of the sparse features over the rows of a batch."""

    SCIPY = "scipy"
    TORCH = "torch"


class ClassWeights(StrEnum):
    """The weighting of the training rows by the frequency of their label."""

    NONE = "none"
    BALANCED = "balanced"
    SQRT = "sqrt"


class KeptEpoch(StrEnum):
    """The epoch whose weights become the model."""

    BEST = "best"
    LAST = "last"


class Outcome(DescribedEnum):
    """The outcome of a decision."""

    PROMOTE = "promote", "Promote the retrained model"
    REVIEW = "review", "Review: an expert decides"
    REJECT = "reject", "Reject the retrained model"
    IDENTICAL = "identical", "Identical: nothing to decide"


class Verdict(StrEnum):
    """The result of one check."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNDECIDED = "undecided"
    UNDERPOWERED = "underpowered"
    SKIPPED = "skipped"


class OnFail(StrEnum):
    """The consequence of a check that does not pass."""

    REJECT = "reject"
    REVIEW = "review"
    WARN = "warn"
