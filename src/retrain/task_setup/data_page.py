"""The records of a task to a page about them; rows of the sealed slice are counted there, and never shown."""

import inspect
from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from retrain.adapters import adapt, build_adapters
from retrain.filterers import build_filterers, filter_records
from retrain.ml_configuration import Role, Split, Task, paths
from retrain.ml_configuration.adapters import Adapters
from retrain.ml_configuration.filterers import Filterers
from retrain.ml_configuration.report import RecordText
from retrain.ml_configuration.split import Splitting
from retrain.model_reports.escaping import EMPTY, one_line
from retrain.model_reports.formatting import NOTHING, count, score
from retrain.model_reports.page import rendered
from retrain.model_reports.tables.table import Table
from retrain.pipeline.adapt import CorrectLabels, keep_labels
from retrain.pipeline.splitting import deal, recent_from
from retrain.task_setup.column_summary import DAYS, REACH, column_line
from retrain.task_setup.label_errors import alike_rows, doubted_rows

NEVER_SHOWN = (Split.SEALED, Split.WAITING)
MONTHS, SHOWN, EXCERPT = 36, 100, 200
Part = tuple[str, list[Table]]


def data_page(
    raw: pd.DataFrame,
    task: Task,
    adapters: Adapters,
    filterers: Filterers,
    splitting: Splitting,
    allowed: RecordText,
    correct_labels: CorrectLabels = keep_labels,
) -> str:
    """One self-contained HTML page: columns, labels over time, what is filtered, near-duplicates, suspects.

    Columns and labels are those of the rows outside the sealed slice; near-duplicates and suspects
    are sought among the rows that train or validate, where a label may be corrected without harm to
    a holdout.

    Args:
        raw: the records of the source, strings.
        task: the roles of the columns.
        adapters: turn raw records into the task's.
        filterers: leave some out.
        splitting: deals the others.
        allowed: what of a record the page may show.
        correct_labels: replaces labels of adapted records, such as by those that people gave.

    Raises:
        InputError: the adapters or the task do not fit the records.
    """
    records = adapt(build_adapters(adapters), raw, task, need_label=True)
    records = correct_labels(records, task)
    kept, removed = filter_records(filterers, records, task)
    dealt = deal(records, task, _with_the_day_of(kept, task, splitting))
    shown = records[~np.isin(dealt, NEVER_SHOWN)]
    parts = {
        "Columns": _columns(shown, task, allowed),
        "Labels": _labels(shown, task),
        "Filters": _filters(filterers, removed["filterer"]),
        "Duplicates": _duplicates(records[np.isin(dealt, [Split.TRAIN, Split.VALIDATION])], task, allowed),
        "Doubts": _doubts(raw, records[dealt == Split.VALIDATION], task, allowed),
    }
    summary = f"{count(len(records))} records; {count(len(records) - len(shown))} of the sealed slice are not shown."
    return rendered("data.html.j2", (), task=task.name, summary=summary, parts=parts)


def _with_the_day_of(kept: pd.DataFrame, task: Task, splitting: Splitting) -> Splitting:
    """The splitting whose recent rows begin where they do without the rows that are filtered."""
    time = task.column_name(Role.TIME)
    if time is None:
        return splitting
    day = date.fromisoformat(recent_from(kept[time], splitting.recent.months, splitting.recent.since))
    return splitting.model_copy(update={"recent": splitting.recent.model_copy(update={"since": day})})


def _columns(shown: pd.DataFrame, task: Task, allowed: RecordText) -> Part:
    roles = {column.name: column.role for column in task.columns if column.name in shown}
    lines = pd.DataFrame([column_line(shown[name], role, shown[task.label]) for name, role in roles.items()])
    lines[REACH] = lines[REACH].where(lines["role"].isin(DAYS) | (allowed is RecordText.EXCERPT), NOTHING)
    lead = "A column that gives the label away is noted as a leak. Values stand here as far as report.text allows."
    return lead, [_table("Columns of the task", lines)]


def _labels(shown: pd.DataFrame, task: Task) -> Part:
    labels, time = shown[task.label].replace("", EMPTY), task.column_name(Role.TIME)
    counts = labels.value_counts().rename_axis("label").to_frame("rows")
    if time is not None:
        counts = counts.join(pd.crosstab(labels, shown[time].str.slice(0, 7).replace("", EMPTY)).iloc[:, -MONTHS:])
    return f"Over all months, then in each of the newest, at most {MONTHS}.", [_table("Labels", counts.reset_index())]


def _filters(filterers: Filterers, removed: pd.Series) -> Part:
    built = {step.kind.value: one for step, one in zip(filterers.steps, build_filterers(filterers), strict=True)}
    why = [(inspect.getdoc(type(one)) or "").partition("\n")[0] for one in built.values()]
    frame = pd.DataFrame({"filter": list(built), "why": why, "rows": [int((removed == kind).sum()) for kind in built]})
    lead = f"{count(len(removed))} rows will be left out, by filters that run one after another."
    return lead, [_table("What is filtered, and why", frame)]


def _duplicates(rows: pd.DataFrame, task: Task, allowed: RecordText) -> Part:
    groups, odd = alike_rows(rows, task)
    lead = f"{count(int(groups['rows'].sum()))} rows stand in {count(len(groups))} groups of near-duplicates; "
    lead += f"the label of {count(len(odd))} is not the usual one of its group."
    tables = {"Rows whose near-duplicates have another label": odd, "Groups of near-duplicates": groups}
    return lead, _listed(tables, allowed)


def _doubts(raw: pd.DataFrame, rows: pd.DataFrame, task: Task, allowed: RecordText) -> Part:
    if not paths.RETRAINED.is_dir():
        return "No model is trained yet.", []
    doubted = doubted_rows(raw.iloc[rows.index], rows, task)
    lead = f"{paths.RETRAINED} is confident of another label for {count(len(doubted))} validation rows."
    return lead, _listed({"Validation rows whose label the model doubts": doubted}, allowed)


def _listed(tables: Mapping[str, pd.DataFrame], allowed: RecordText) -> list[Table]:
    """The first rows of each, as far as they may be shown."""
    if allowed is RecordText.NONE:
        return []
    hidden = [] if allowed is RecordText.EXCERPT else ["text"]
    frames = {caption: frame.head(SHOWN).drop(columns=hidden, errors="ignore") for caption, frame in tables.items()}
    return [_table(caption, frame) for caption, frame in frames.items()]


def _table(caption: str, frame: pd.DataFrame) -> Table:
    """A data frame as a table, its words left of its numbers."""
    words = frame.select_dtypes(exclude="number").map(lambda cell: one_line(cell, EXCERPT) if cell else "")
    numbers = frame.select_dtypes("integer").map(count), frame.select_dtypes("float").map(score)
    cells = pd.concat([words, *numbers], axis=1)
    headings = tuple(str(name).capitalize() for name in cells.columns)
    rows = tuple(cells.itertuples(index=False, name=None))
    return Table(f"{caption}: {count(len(rows))}", headings, rows, len(words.columns))
