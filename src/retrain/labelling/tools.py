"""The tools for labelling that are known: what each reads and writes."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from retrain.labelling.annotation import Answer, Asked
from retrain.labelling.doccano import read_lines, write_lines
from retrain.labelling.label_studio import read_annotations, write_tasks
from retrain.labelling.spreadsheet import read_csv, write_csv
from retrain.ml_configuration.label_tool import LabelTool


class Format(NamedTuple):
    """The files of one tool.

    Attributes:
        suffix: of their names.
        write: rows to label -> the text of a file to import there.
        read: the text and the name of a file exported there -> its answers.
    """

    suffix: str
    write: Callable[[Sequence[Asked]], str]
    read: Callable[[str, str], list[Answer]]


REGISTRY: dict[LabelTool, Format] = {
    LabelTool.CSV: Format(".csv", write_csv, read_csv),
    LabelTool.DOCCANO: Format(".jsonl", write_lines, read_lines),
    LabelTool.LABEL_STUDIO: Format(".json", write_tasks, read_annotations),
}
