"""The labelling tools that are supported, with the files that each reads and writes."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from retrain.labelling.annotation import Annotation, LabelRequest
from retrain.labelling.doccano import read_lines, write_lines
from retrain.labelling.label_studio import read_annotations, write_tasks
from retrain.labelling.spreadsheet import read_csv, write_csv
from retrain.ml_configuration.label_tool import LabelTool


class ToolFormat(NamedTuple):
    """The files of one tool.

    Attributes:
        suffix: of their names.
        write: rows to label -> the text of a file that the tool imports.
        read: the text and the name of a file that the tool exported -> its annotations.
    """

    suffix: str
    write: Callable[[Sequence[LabelRequest]], str]
    read: Callable[[str, str], list[Annotation]]


REGISTRY: dict[LabelTool, ToolFormat] = {
    LabelTool.CSV: ToolFormat(".csv", write_csv, read_csv),
    LabelTool.DOCCANO: ToolFormat(".jsonl", write_lines, read_lines),
    LabelTool.LABEL_STUDIO: ToolFormat(".json", write_tasks, read_annotations),
}
