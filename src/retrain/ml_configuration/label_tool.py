"""The labelling tools."""

from enum import StrEnum


class LabelTool(StrEnum):
    """The labelling tools whose files can be written and read."""

    CSV = "csv"
    DOCCANO = "doccano"
    LABEL_STUDIO = "label-studio"
