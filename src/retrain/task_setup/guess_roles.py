"""Guesses the role of each column of a table."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from retrain.adapters import ParseDate
from retrain.ml_configuration.enums import Role
from retrain.pipeline.splitting import recent_start

QUARANTINE_LIMIT = 0.05
MIN_CELLS = 10
FEW_VALUES = 50
RECENT_SHARE = 0.1
LABEL_NAMES = ("label", "target", "class", "classification", "intent", "category", "y")
KEY_NAME = re.compile(r"(?i:(^|[_ .-])(id|uuid|key|index|nr|no)$)|[a-z]I[dD]$")
GROUP_NAME = re.compile(
    r"(?i)(customer|client|user|account|patient|member|person|household)"
    r"([_ ]?(id|no|nr|key))?$"
)
DATE_FORMATS = (
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%Y/%m/%d",
    "%d-%m-%Y",
    "%d %b %Y",
    "%d %B %Y",
    "%B %d, %Y",
)
FALLBACK_ROLES = {
    Role.ID: Role.IGNORE,
    Role.TIME: Role.DATE,
    Role.GROUP: Role.CATEGORY,
    Role.PARENT: Role.IGNORE,
}
CellChecks = Mapping[str, Callable[[pd.Series], pd.Series]]


class Guess(NamedTuple):
    """The guessed role of a column.

    Attributes:
        role: of the column.
        reason: why, for the reader of the task's YAML.
        cell_type: what the source checks its cells to be; None for text.
        adapter: the adapter step that the column needs, if any.
        bad_cells: how many cells go to the quarantine.
        split: the split options of a time column.
        needs_review: whether a person should check the guess before the first run.
    """

    role: Role
    reason: str
    cell_type: str | None = None
    adapter: dict[str, Any] | None = None
    bad_cells: int = 0
    split: dict[str, Any] | None = None
    needs_review: bool = False


def guess_columns(frame: pd.DataFrame, label: str, checks: CellChecks, max_bad: int) -> dict[str, Guess]:
    """Column -> guess, in the order of the columns.

    Args:
        frame: the table, strings.
        label: the column to predict.
        checks: cell type -> which cells are not of that type, (n,) bool.
        max_bad: how many cells all columns together may send to the quarantine.
    """
    guesses = {label: Guess(Role.LABEL, f"{frame[label].replace('', None).nunique()} values")}
    for name in sorted(frame.columns.drop(label), key="id".__ne__):
        spent = sum(guess.bad_cells for guess in guesses.values())
        guess = _guess(frame[name], checks, max_bad - spent)
        if guess.role in {Role.CATEGORY, Role.NUMBER}:
            guess = find_leak(frame[name], frame[label]) or guess
        taken = {other.role for other in guesses.values()}
        if guess.role in FALLBACK_ROLES and guess.role in taken:
            guess = guess._replace(role=FALLBACK_ROLES[guess.role], split=None)
        guesses[name] = guess
    return {name: guesses[name] for name in frame.columns}


def find_leak(cells: pd.Series, labels: pd.Series) -> Guess | None:
    """The role of a column that determines the label or is determined by it; else None."""
    if cells.nunique() < labels.nunique() and _determines(labels, cells):
        return Guess(Role.PARENT, "the label determines it", needs_review=True)
    if _determines(cells, labels):
        return Guess(Role.IGNORE, "it determines the label", needs_review=True)
    return None


def _guess(cells: pd.Series, checks: CellChecks, max_bad: int) -> Guess:
    name = str(cells.name)
    filled = cells[cells != ""]
    count = len(filled)
    distinct = filled.nunique()
    is_group = GROUP_NAME.match(name) is not None
    summary = f"{distinct} values, {len(cells) - count or 'no'} gaps"
    if count >= MIN_CELLS and not KEY_NAME.search(name) and not is_group:
        typed = _guess_typed(filled, checks, max_bad, len(cells))
        if typed is not None:
            return typed._replace(reason=f"{typed.reason}; {summary}")
    has_codes = filled.str.fullmatch(r"[\w.:/#+-]+", flags=re.ASCII).mean() > 1 / 2
    is_key = distinct == len(cells) and (KEY_NAME.search(name) is not None or has_codes)
    repeats = distinct <= count // 3 and (distinct <= FEW_VALUES or has_codes)
    rules = (
        (name == "id" or is_key, Role.ID, "unique in each row"),
        (count < MIN_CELLS or cells.nunique() == 1, Role.IGNORE, "nothing to learn"),
        (is_group and distinct > FEW_VALUES, Role.GROUP, "its rows stay in one split"),
        (repeats, Role.CATEGORY, "values repeat"),
        (not has_codes, Role.TEXT, "words"),
        (True, Role.IGNORE, "values rarely repeat"),
    )
    role, reason = next((role, reason) for holds, role, reason in rules if holds)
    return Guess(role, f"{reason}; {summary}")


def _guess_typed(filled: pd.Series, checks: CellChecks, max_bad: int, rows: int) -> Guess | None:
    """The guess for a column of numbers or dates; None for any other column."""
    for cell_type, check in checks.items():
        is_bad = check(filled)
        good = filled[~is_bad]
        bad = int(is_bad.sum())
        if bad <= min(max_bad, len(good) / 4):
            padded = (good != good.str.strip()).any()
            adapter = {"kind": "parse_number", "columns": [filled.name]} if padded else None
            guess = Guess(Role(cell_type), f"{bad or 'no'} bad cells", cell_type, adapter, bad)
            return _guess_time(guess, good, rows) if guess.role is Role.DATE else guess
        if bad < len(good) / 4:
            reason = f"{bad} cells are no {cell_type}, too many; correct or empty them"
            return Guess(Role.IGNORE, reason, needs_review=True)
    for date_format in DATE_FORMATS:
        with suppress(ValueError):
            days = filled.map(ParseDate(columns=("day",), format=date_format).convert)
            adapter = {"kind": "parse_date", "columns": [filled.name], "format": date_format}
            guess = Guess(Role.DATE, f"read as {date_format}", adapter=adapter)
            return _guess_time(guess, days, rows)
    return None


def _guess_time(guess: Guess, days: pd.Series, rows: int) -> Guess:
    """The time column, with as many recent months as hold a tenth of the rows; else the date."""
    months = days.str.slice(0, 4).astype(int) * 12 + days.str.slice(5, 7).astype(int)
    ages, counts = np.unique(months.max() - months, return_counts=True)
    shares = counts.cumsum() / rows
    nearest = int(np.abs(shares - RECENT_SHARE).argmin())
    if shares[nearest] >= 1 / 2:
        return guess
    recent = int(ages[nearest]) + 1
    until = date.fromisoformat(recent_start(days, recent)) - timedelta(days=1)
    split = {"seal": {"until": until}, "recent": {"months": recent}}
    return guess._replace(role=Role.TIME, split=split)


def _determines(cause: pd.Series, effect: pd.Series) -> bool:
    """Whether most rows share their cause, and 99 % of these its effect, far more than by chance."""
    pairs = pd.concat([cause, effect], axis=1, keys=["cause", "effect"])
    repeated = pairs[(cause != "") & (effect != "") & cause.duplicated(keep=False)]
    exceptions = len(repeated) - repeated.value_counts().groupby("cause").max().sum()
    minority = len(repeated) - repeated["effect"].value_counts().max()
    is_rare = exceptions <= min(len(repeated) / 100, minority / 10)
    return len(repeated) > len(pairs) / 2 and bool(is_rare)
