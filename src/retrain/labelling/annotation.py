"""A row that a person is asked to label, and what comes back."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why a row is asked for."""

    DOUBTFUL = "doubtful"
    RANDOM = "random"
    UNLABELLED = "unlabelled"


@dataclass(frozen=True)
class Asked:
    """A row that a person is asked to label.

    Attributes:
        record_id: of the record.
        digest: of its text.
        text: what the person reads.
        prediction: the model's answer.
        confidence: the model's probability of it.
        why: it is asked for.
    """

    record_id: str
    digest: str
    text: str
    prediction: str
    confidence: float
    why: Why


@dataclass(frozen=True)
class Answer:
    """What one annotator says of one row.

    Attributes:
        line: of the file, 1-based; of a file without lines, the number of the entry.
        record_id: of the record.
        digest: as exported.
        text: as it came back.
        label: as given.
        annotator: who gave it; "" where the file does not say.
    """

    line: int
    record_id: str
    digest: str
    text: str
    label: str
    annotator: str
