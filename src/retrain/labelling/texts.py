"""What a person reads of a record, and its digest."""

import hashlib
import unicodedata

import pandas as pd

from retrain.ml_configuration import Role, Task

DIGEST_BYTES = 8


def shown_texts(records: pd.DataFrame, task: Task) -> list[str]:
    """What a person reads of each record, (n,): its texts with a blank line between, else its features by name."""
    texts = [records[name].str.strip() for name in task.column_names(Role.TEXT)]
    lines = texts or [name + ": " + records[name] for name in task.features]
    return ["\n\n".join(cells) for cells in zip(*lines, strict=True)]


def text_digest(text: str) -> str:
    """The BLAKE2b of a text, whatever tools do on the way to white space and accents.

    The text is brought to Unicode's NFC, and each run of white space to one blank. A letter and 16
    hexadecimal digits, so that no spreadsheet takes it for a number.
    """
    normalised = " ".join(unicodedata.normalize("NFC", text).split())
    return "t" + hashlib.blake2b(normalised.encode(), digest_size=DIGEST_BYTES).hexdigest()
