"""Removes records without text."""

from collections.abc import Callable

from retrain.filterers.filterer import RecordFilterer
from retrain.ml_configuration import Role, Task
from retrain.ml_configuration.columns import Record


class EmptyText(RecordFilterer):
    """Leaves out the records whose text columns are all blank; none where the task has no text column."""

    def row_filter(self, task: Task) -> Callable[[Record], str]:
        """`no text in` and the text columns for a record where all of them are blank, else ""."""
        columns = task.column_names(Role.TEXT)
        reason = f"no text in {', '.join(columns)}" if columns else ""
        return lambda record: "" if any(record[name].strip() for name in columns) else reason
