"""What annotators read of a record, what they return, and the label that is stored."""

import hashlib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import pandas as pd
from pydantic import Field

from retrain.ml_configuration import Role, Task
from retrain.ml_configuration.base import FrozenModel

DIGEST_BYTES = 8
NonEmpty = Annotated[str, Field(min_length=1)]


class SelectionReason(StrEnum):
    """Why a row was selected for labelling."""

    DOUBTFUL = "doubtful"
    RANDOM = "random"
    UNLABELLED = "unlabelled"


@dataclass(frozen=True)
class LabelRequest:
    """A row to label.

    Attributes:
        record_id: of the record.
        digest: of its text.
        text: what the annotator reads.
        prediction: the label that the model predicts.
        confidence: the model's probability of that label.
        reason: why the row was selected.
    """

    record_id: str
    digest: str
    text: str
    prediction: str
    confidence: float
    reason: SelectionReason


@dataclass(frozen=True)
class Annotation:
    """The label that one annotator gave to one row.

    Attributes:
        line: of the file, 1-based; the number of the entry where a file has no lines.
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


class HumanLabel(FrozenModel):
    """An imported label, one line of `data/labels/`; it holds nothing of the record's text.

    Attributes:
        record_id: of the record.
        digest: of the text that the annotator read.
        label: as given.
        annotator: who gave it.
    """

    record_id: NonEmpty
    digest: NonEmpty
    label: NonEmpty
    annotator: NonEmpty


def displayed_texts(records: pd.DataFrame, task: Task) -> list[str]:
    """What an annotator reads of each record, (n,).

    These are its texts with a blank line between them; without a text column all features, by name.
    """
    columns = [records[name].str.strip() for name in task.column_names(Role.TEXT)]
    if not columns:
        columns = [name + ": " + records[name] for name in task.features]
    return ["\n\n".join(cells) for cells in zip(*columns, strict=True)]


def text_digest(text: str) -> str:
    """The BLAKE2b of a text, the same for any white space and any Unicode form of accents.

    The text is normalised to NFC and each run of white space to one blank. The digest is a letter
    and 16 hexadecimal digits, so that no spreadsheet takes it for a number.
    """
    normalised = " ".join(unicodedata.normalize("NFC", text).split())
    return "t" + hashlib.blake2b(normalised.encode(), digest_size=DIGEST_BYTES).hexdigest()
