"""Summarises the records of a task, column by column and label by label."""

import pandas as pd

from retrain.adapters import build_adapters
from retrain.ml_configuration import Role, Task
from retrain.ml_configuration.recipe import Adapters, Filterers
from retrain.ml_configuration.split import Splitting
from retrain.pipeline.filter import apply_filterers
from retrain.pipeline.splitting import assign_splits
from retrain.task_setup.guess_roles import find_leak
from retrain.workspace.csv_tables import TableColumns, to_table

DAY_ROLES = {Role.DATE, Role.TIME}
SHOWN = 10
MAX_WIDTH = 28
EXAMPLES = "most often, or from and to"


def summarize_records(
    raw: pd.DataFrame, task: Task, adapters: Adapters, filterers: Filterers, splitting: Splitting
) -> str:
    """Tables of columns, labels, filtered rows and splits, as lines of text.

    Args:
        raw: the records of the source, strings.
        task: the roles of the columns.
        adapters: turn raw records into the task's.
        filterers: remove records.
        splitting: assigns the others to splits.

    Raises:
        InputError: the adapters or the task do not fit the records.
    """
    records = to_table(build_adapters(adapters, task).adapt(TableColumns(raw), need_label=True))
    kept, removed = apply_filterers(filterers, records, task)
    splits = pd.Series(assign_splits(kept, task, splitting)).map(str)
    tables = {
        "columns": column_table(records, task),
        f"labels: {kept[task.label].nunique()}": _counts(kept[task.label]),
        f"removed: {len(removed)}": _counts(removed["filterer"]),
        "splits": _counts(splits),
    }
    parts = [f"\n{title}\n{table.to_string(index=False)}" for title, table in tables.items() if len(table)]
    return "\n".join(parts)


def column_table(records: pd.DataFrame, task: Task) -> pd.DataFrame:
    """One row a column of the task that the records have."""
    labels = records[task.label]
    roles = {column.name: column.role for column in task.columns if column.name in records}
    return pd.DataFrame([_column_row(records[name], role, labels) for name, role in roles.items()])


def _column_row(cells: pd.Series, role: Role, labels: pd.Series) -> dict[str, object]:
    filled = cells[cells != ""]
    counts = filled.value_counts()
    examples = counts.index[:1].tolist()
    if role in DAY_ROLES and len(filled):
        examples = [filled.min(), filled.max()]
    leak = None if role in {Role.LABEL, Role.PARENT, Role.ID} else find_leak(cells, labels)
    return {
        "column": cells.name,
        "role": role.value,
        "missing": f"{1 - len(filled) / max(len(cells), 1):.1%}",
        "distinct": filled.nunique(),
        "of one value": counts.head(1).sum(),
        EXAMPLES: " .. ".join(map(_shortened, examples)),
        "note": "" if leak is None else f"LEAK: {leak.reason}",
    }


def _counts(values: pd.Series) -> pd.DataFrame:
    """The most frequent values, and all others in one row."""
    counts = values.value_counts()
    table = counts.head(SHOWN).rename_axis("").rename("rows").reset_index()
    table[""] = table[""].map(_shortened)
    rest = counts.iloc[SHOWN:]
    if rest.empty:
        return table
    others = {"": f"{len(rest)} others, at least {rest.min()} each", "rows": int(rest.sum())}
    return pd.concat([table, pd.DataFrame([others])])


def _shortened(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= MAX_WIDTH else f"{line[: MAX_WIDTH - 3]}..."
