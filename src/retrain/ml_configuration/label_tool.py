"""Where people label."""

from enum import StrEnum


class LabelTool(StrEnum):
    """Tools whose files are known."""

    CSV = "csv"
    DOCCANO = "doccano"
    LABEL_STUDIO = "label-studio"
