"""What is in the records of a task, column by column and label by label, before anything is trained."""

import pandas as pd

from retrain.adapters import adapt, build_adapters
from retrain.filterers import filter_records
from retrain.ml_configuration import Role, Task
from retrain.ml_configuration.adapters import Adapters
from retrain.ml_configuration.filterers import Filterers
from retrain.ml_configuration.split import Splitting
from retrain.pipeline.splitting import deal
from retrain.task_setup.guess_roles import leak

DAYS = {Role.DATE, Role.TIME}
SHOWN = 10
WIDEST = 28
REACH = "most often, or from and to"


def profile(raw: pd.DataFrame, task: Task, adapters: Adapters, filterers: Filterers, splitting: Splitting) -> str:
    """Columns, labels, what is filtered and what each split gets, as lines of text.

    Args:
        raw: the records of the source, strings.
        task: the roles of the columns.
        adapters: turn raw records into the task's.
        filterers: leave some out.
        splitting: deals the others.

    Raises:
        InputError: the adapters or the task do not fit the records.
    """
    records = adapt(build_adapters(adapters), raw, task, need_label=True)
    kept, removed = filter_records(filterers, records, task)
    splits = pd.Series(deal(kept, task, splitting)).map(str)
    roles = {column.name: column.role for column in task.columns if column.name in records}
    parts = {
        "columns": pd.DataFrame(
            [column_line(records[name], role, records[task.label]) for name, role in roles.items()]
        ),
        f"labels: {kept[task.label].nunique()}": _counts(kept[task.label], "rows"),
        f"removed: {len(removed)}": _counts(removed["filterer"], "rows"),
        "splits": _counts(splits, "rows"),
    }
    return "\n".join(f"\n{title}\n{table.to_string(index=False)}" for title, table in parts.items() if len(table))


def column_line(cells: pd.Series, role: Role, labels: pd.Series) -> dict[str, object]:
    """One line of the table of columns; at most so many rows are `of one value`."""
    filled = cells[cells != ""]
    found = None if role in {Role.LABEL, Role.PARENT, Role.ID} else leak(cells, labels)
    reach = [filled.min(), filled.max()] if role in DAYS and len(filled) else filled.value_counts().index[:1].tolist()
    return {
        "column": cells.name,
        "role": role.value,
        "missing": f"{1 - len(filled) / max(len(cells), 1):.1%}",
        "distinct": filled.nunique(),
        "of one value": filled.value_counts().head(1).sum(),
        REACH: " .. ".join(map(_short, reach)),
        "note": "" if found is None else f"LEAK: {found.why}",
    }


def _counts(values: pd.Series, name: str) -> pd.DataFrame:
    """The most frequent values, those behind them in one line."""
    counts = values.value_counts()
    table = counts.head(SHOWN).rename_axis("").rename(name).reset_index()
    table[""] = table[""].map(_short)
    rest = counts.iloc[SHOWN:]
    others = [{"": f"{len(rest)} others, at least {rest.min()} each", name: int(rest.sum())}] if len(rest) else []
    return pd.concat([table, pd.DataFrame(others)]) if others else table


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= WIDEST else f"{line[: WIDEST - 3]}..."
