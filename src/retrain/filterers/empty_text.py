"""Records with nothing to read."""

from collections.abc import Callable, Mapping

from retrain.filterers.filterer import RecordFilterer
from retrain.ml_configuration import Role, Task


class EmptyText(RecordFilterer):
    """Leaves out the records whose text columns are all blank; none where the task has no text column."""

    def judge(self, task: Task) -> Callable[[Mapping[str, str]], str]:
        """`no text in` and the columns where all of them are blank, "" elsewhere."""
        names = task.column_names(Role.TEXT)
        why = f"no text in {', '.join(names)}" if names else ""
        return lambda record: "" if any(record[name].strip() for name in names) else why
