"""Describes the records of a task on one page, which shows no row of the sealed test set."""

import inspect
from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from retrain.adapters import build_adapters
from retrain.filterers import build_filterers
from retrain.ml_configuration import Role, Split, Task, paths
from retrain.ml_configuration.recipe import Adapters, Filterers
from retrain.ml_configuration.report import RecordText
from retrain.ml_configuration.split import Splitting
from retrain.model_reports.escaping import EMPTY, one_line
from retrain.model_reports.formatting import MISSING, format_count, format_score
from retrain.model_reports.page import render_template
from retrain.model_reports.tables.report_table import Table
from retrain.pipeline.adapt import CorrectLabels, keep_labels
from retrain.pipeline.filter import apply_filterers
from retrain.pipeline.splitting import assign_splits, recent_start
from retrain.task_setup.column_summary import DAY_ROLES, EXAMPLES, column_table
from retrain.task_setup.label_errors import duplicate_groups, likely_label_errors
from retrain.workspace.csv_tables import TableColumns, to_table

NEVER_SHOWN = (Split.SEALED, Split.WAITING)
MAX_MONTHS = 36
MAX_ROWS = 100
MAX_TEXT = 200
BINS = 12
BARS = "▁▂▃▄▅▆▇█"
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
    """One self-contained HTML page: columns, labels, filters, near-duplicates, label errors.

    Columns and labels are described without the sealed test set. Near-duplicates and label errors
    are detected among training and validation rows only, where a label may be corrected without
    harm to a holdout.

    Args:
        raw: the records of the source, strings.
        task: the roles of the columns.
        adapters: turn raw records into the task's.
        filterers: remove records.
        splitting: assigns the others to splits.
        allowed: what of a record the page may show.
        correct_labels: replaces labels of adapted records, for example by imported ones.

    Raises:
        InputError: the adapters or the task do not fit the records.
    """
    records = to_table(build_adapters(adapters, task).adapt(TableColumns(raw), need_label=True))
    records = correct_labels(records, task)
    kept, removed = apply_filterers(filterers, records, task)
    splits = assign_splits(records, task, _with_recent_of(kept, task, splitting))
    shown = records[~np.isin(splits, NEVER_SHOWN)]
    is_open = np.isin(splits, [Split.TRAIN, Split.VALIDATION])
    parts = {
        "Columns": _columns(shown, task, allowed),
        "Labels": _labels(shown, task),
        "Filters": _filters(filterers, removed["filterer"]),
        "Duplicates": _duplicates(records[is_open], task, allowed),
        "Mislabelled": _mislabelled(raw, records[splits == Split.VALIDATION], task, allowed),
    }
    total = format_count(len(records))
    sealed = format_count(len(records) - len(shown))
    summary = f"{total} records; {sealed} of the sealed test set are not shown."
    return render_template("data.html.j2", (), task=task.name, summary=summary, parts=parts)


def _with_recent_of(kept: pd.DataFrame, task: Task, splitting: Splitting) -> Splitting:
    """The splitting whose recent holdout starts where it does for the filtered records."""
    time = task.column_name(Role.TIME)
    if time is None:
        return splitting
    start = recent_start(kept[time], splitting.recent.months, splitting.recent.since)
    return splitting.with_recent_since(date.fromisoformat(start))


def _columns(shown: pd.DataFrame, task: Task, allowed: RecordText) -> Part:
    columns = column_table(shown, task)
    may_show = columns["role"].isin(DAY_ROLES) | (allowed is RecordText.EXCERPT)
    columns[EXAMPLES] = columns[EXAMPLES].where(may_show, MISSING)
    bars = {name: _histogram(shown[name]) for name in task.column_names(Role.NUMBER)}
    histograms = pd.DataFrame(bars.items(), columns=["column", "from least to greatest"])
    lead = "A column that determines the label is a leak. report.text governs which values are shown."
    return lead, [
        _table("Columns of the task", columns),
        _table("Distributions of numbers", histograms),
    ]


def _histogram(cells: pd.Series) -> str:
    """The distribution of the finite numbers in a column, as bars over bins of equal width."""
    numbers = pd.to_numeric(cells, errors="coerce").to_numpy(np.float64)
    numbers = numbers[np.isfinite(numbers)]
    if not len(numbers):
        return MISSING
    scaled = numbers / max(np.abs(numbers).max(), np.finfo(np.float64).tiny)
    width = np.ptp(scaled) or 1.0
    bins = ((scaled - scaled.min()) / width * BINS).astype(int).clip(max=BINS - 1)
    counts = np.bincount(bins, minlength=BINS)
    heights = np.ceil(counts / counts.max() * (len(BARS) - 1)).astype(int)
    return "".join(BARS[height] for height in heights)


def _labels(shown: pd.DataFrame, task: Task) -> Part:
    labels = shown[task.label].replace("", EMPTY)
    time = task.column_name(Role.TIME)
    counts = labels.value_counts().rename_axis("label").to_frame("rows")
    if time is not None:
        months = shown[time].str.slice(0, 7).replace("", EMPTY)
        counts = counts.join(pd.crosstab(labels, months).iloc[:, -MAX_MONTHS:])
    lead = f"Rows over all months, then in each of the newest, at most {MAX_MONTHS}."
    return lead, [_table("Labels", counts.reset_index())]


def _filters(filterers: Filterers, removed: pd.Series) -> Part:
    rows = []
    for step, filterer in zip(filterers.steps, build_filterers(filterers), strict=True):
        kind = step.kind.value
        reason = (inspect.getdoc(type(filterer)) or "").partition("\n")[0]
        rows.append({"filter": kind, "why": reason, "rows": int((removed == kind).sum())})
    frame = pd.DataFrame(rows, columns=["filter", "why", "rows"])
    lead = f"{format_count(len(removed))} rows are removed by filters that run one after another."
    return lead, [_table("What is filtered, and why", frame)]


def _duplicates(rows: pd.DataFrame, task: Task, allowed: RecordText) -> Part:
    groups, contradicting = duplicate_groups(rows, task)
    rows_in_groups = format_count(int(groups["rows"].sum()))
    lead = f"{rows_in_groups} rows are in {format_count(len(groups))} groups of near-duplicates; "
    lead += f"the label of {format_count(len(contradicting))} is not the usual one of its group."
    tables = {
        "Rows whose near-duplicates have another label": contradicting,
        "Groups of near-duplicates": groups,
    }
    return lead, _listed(tables, allowed)


def _mislabelled(raw: pd.DataFrame, rows: pd.DataFrame, task: Task, allowed: RecordText) -> Part:
    if not paths.RETRAINED.is_dir():
        return "No model is trained yet.", []
    errors = likely_label_errors(raw.iloc[rows.index], rows, task)
    count = format_count(len(errors))
    lead = f"{paths.RETRAINED} is confident of another label for {count} validation rows."
    return lead, _listed({"Validation rows whose label the model contradicts": errors}, allowed)


def _listed(tables: Mapping[str, pd.DataFrame], allowed: RecordText) -> list[Table]:
    """The first rows of each table, without texts or not at all where they may not be shown."""
    if allowed is RecordText.NONE:
        return []
    hidden = [] if allowed is RecordText.EXCERPT else ["text"]
    shown = {caption: frame.drop(columns=hidden, errors="ignore") for caption, frame in tables.items()}
    return [_table(caption, frame.head(MAX_ROWS)) for caption, frame in shown.items()]


def _table(caption: str, frame: pd.DataFrame) -> Table:
    """A data frame as a table, its words left of its numbers."""
    texts = frame.select_dtypes(exclude="number")
    words = texts.map(lambda cell: one_line(cell, MAX_TEXT) if cell else "")
    counts = frame.select_dtypes("integer").map(format_count)
    scores = frame.select_dtypes("float").map(format_score)
    cells = pd.concat([words, counts, scores], axis=1)
    headings = tuple(str(name).capitalize() for name in cells.columns)
    rows = tuple(cells.itertuples(index=False, name=None))
    return Table(f"{caption}: {format_count(len(rows))}", headings, rows, len(words.columns))
