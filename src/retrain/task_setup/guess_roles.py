"""What each column of a CSV is probably for, and the two YAML files that say so."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import yaml

from retrain.adapters import ParseDate
from retrain.ml_configuration.enums import FEATURE_ROLES, Role
from retrain.pipeline.splitting import recent_from

LABELS = ("label", "target", "class", "classification", "intent", "category", "y")
LIMIT, LEAST, FEW, MANY, TWO = 0.05, 10, 50, 30, 2
KEY = re.compile(r"(?i:(^|[_ .-])(id|uuid|key|index|nr|no)$)|[a-z]I[dD]$")
OWNER = re.compile(r"(?i)(customer|client|user|account|patient|member|person|household)([_ ]?(id|no|nr|key))?$")
DAYS = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d %b %Y", "%d %B %Y", "%B %d, %Y")
AGAIN = {Role.ID: Role.IGNORE, Role.TIME: Role.DATE, Role.GROUP: Role.CATEGORY, Role.PARENT: Role.IGNORE}
Checks = Mapping[str, Callable[[pd.Series], pd.Series]]


class Guess(NamedTuple):
    """A column's role and why; `doubt` says that a person should look at it before the first run."""

    role: Role
    why: str
    kind: str | None = None
    step: dict[str, Any] | None = None
    spoilt: int = 0
    split: dict[str, Any] | None = None
    doubt: bool = False


def guess_columns(frame: pd.DataFrame, label: str, checks: Checks, spare: int) -> dict[str, Guess]:
    """A guess for each column; by the source's `checks` they send at most `spare` rows to the quarantine."""
    guesses = {label: Guess(Role.LABEL, f"{frame[label].replace('', None).nunique()} values")}
    for name in sorted(frame.columns.drop(label), key="id".__ne__):
        guess = _guess(frame[name], checks, spare - sum(other.spoilt for other in guesses.values()))
        if guess.role in {Role.CATEGORY, Role.NUMBER}:
            guess = leak(frame[name], frame[label]) or guess
        if guess.role in AGAIN and guess.role in {other.role for other in guesses.values()}:
            guess = guess._replace(role=AGAIN[guess.role], split=None)
        guesses[name] = guess
    return {name: guesses[name] for name in frame.columns}


def task_text(name: str, guesses: Mapping[str, Guess], labels: pd.Series) -> str:
    """The text of `conf/task/<name>.yaml`, a reason beside each choice; of two labels the rarer one is looked for."""
    counts = labels[labels != ""].value_counts()
    rare = min(counts.index, key=lambda label: (counts[label], label), default="")
    roles = {guess.role for guess in guesses.values()}
    text = roles & FEATURE_ROLES == {Role.TEXT}
    lines = ["# @package _global_", "defaults:", f"  - override /source: {name}"]
    lines += ["  - override /featurizers: text  # text alone: words and pieces of words"] * text
    lines += [f"  - override /training: intents  # {len(counts)} labels"] * (len(counts) > MANY)
    kind = ["binary", f"  {_flow(positive=rare)[1:-1]}  # the rarer"] if len(counts) == TWO else ["multiclass"]
    lines += ["task:", f"  name: {name}", f"  prediction: {kind[0]}", *kind[1:], "  columns:"]
    lines += ["    - {name: id, role: id}  # made from the content of the row"] * (Role.ID not in roles)
    lines += [f"    - {_flow(name=column, role=str(guess.role))}  # {guess.why}" for column, guess in guesses.items()]
    steps = [guess.step for guess in guesses.values() if guess.step]
    lines += [f"adapters: {_flow(steps=steps)}"] * bool(steps)
    lines += [f"split: {_flow(**guess.split)}  # a tenth is recent" for guess in guesses.values() if guess.split]
    return "\n".join([*lines, ""])


def source_text(name: str, path: str, guesses: Mapping[str, Guess], known: str = "") -> str:
    """The text of `conf/source/<name>.yaml`; bad cells of its typed columns go to the quarantine.

    Args:
        name: of the task.
        path: where the records lie.
        guesses: by column.
        known: what the file says already, which stays.
    """
    kinds = {column: guess.kind for column, guess in guesses.items() if guess.kind}
    found = {guess.role: column for column, guess in guesses.items() if guess.role is Role.ID or guess.kind}
    whence = {"name": name, "kind": "file", "licence": "not stated", "path": path, "upstream": "your own data"}
    read = {"columns": kinds, "id": found.get(Role.ID), "time": found.get(Role.TIME), "as_of": None}
    if known:
        more = {key: value for key, value in read.items() if value and key not in yaml.safe_load(known)}
        return f"{known.rstrip()}\n{yaml.safe_dump(more, sort_keys=False, allow_unicode=True) if more else ''}"
    head = f"# Guessed; conf/task/{name}.yaml says why. State the licence: every report prints it.\n"
    return head + yaml.safe_dump({**whence, **read, "quarantine_limit": LIMIT}, sort_keys=False, allow_unicode=True)


def _guess(cells: pd.Series, checks: Checks, spare: int) -> Guess:
    name, filled = str(cells.name), cells[cells != ""]
    count, distinct, owner = len(filled), filled.nunique(), OWNER.match(name)
    stock = f"{distinct} values, {len(cells) - count or 'no'} gaps"
    if count >= LEAST and not KEY.search(name) and not owner and (typed := _typed(filled, checks, spare, len(cells))):
        return typed._replace(why=f"{typed.why}; {stock}")
    coded = filled.str.fullmatch(r"[\w.:/#+-]+", flags=re.ASCII).mean() > 1 / 2
    rules = (
        (name == "id" or (distinct == len(cells) and (KEY.search(name) or coded)), Role.ID, "one a row"),
        (count < LEAST or cells.nunique() == 1, Role.IGNORE, "nothing to learn"),
        (owner and distinct > FEW, Role.GROUP, "its rows stay on one side of a split"),
        (distinct <= count // 3 and (distinct <= FEW or coded), Role.CATEGORY, "values come again"),
        (not coded, Role.TEXT, "words"),
        (True, Role.IGNORE, "values hardly come again"),
    )
    return next(Guess(role, f"{why}; {stock}") for holds, role, why in rules if holds)


def _typed(filled: pd.Series, checks: Checks, spare: int, rows: int) -> Guess | None:
    for kind, check in checks.items():
        bad = check(filled)
        good, count = filled[~bad], int(bad.sum())
        if count <= min(spare, len(good) / 4):
            step = {"kind": "parse_number", "columns": [filled.name]} if (good != good.str.strip()).any() else None
            guess = Guess(Role(kind), f"{count or 'no'} bad cells", kind, step, count)
            return _timed(guess, good, rows) if guess.role is Role.DATE else guess
        if count < len(good) / 4:
            return Guess(Role.IGNORE, f"{count} cells are no {kind}, too many; mend or empty them", doubt=True)
    for form in DAYS:
        with suppress(ValueError):
            days = filled.map(ParseDate(columns=("day",), format=form).convert)
            step = {"kind": "parse_date", "columns": [filled.name], "format": form}
            return _timed(Guess(Role.DATE, f"read as {form}", step=step), days, rows)
    return None


def _timed(guess: Guess, days: pd.Series, rows: int) -> Guess:
    months = days.str.slice(0, 4).astype(int) * 12 + days.str.slice(5, 7).astype(int)
    ages, counts = np.unique(months.max() - months, return_counts=True)
    shares = counts.cumsum() / rows
    nearest = int(np.abs(shares - 0.1).argmin())
    recent = int(ages[nearest]) + 1
    until = date.fromisoformat(recent_from(days, recent)) - timedelta(days=1)
    split = {"seal": {"until": until}, "recent": {"months": recent}}
    return guess._replace(role=Role.TIME, split=split) if shares[nearest] < 1 / 2 else guess


def leak(cells: pd.Series, labels: pd.Series) -> Guess | None:
    """What a column is that determines the label, or is determined by it; None where neither holds."""
    if cells.nunique() < labels.nunique() and _determines(labels, cells):
        return Guess(Role.PARENT, "the label determines it", doubt=True)
    return Guess(Role.IGNORE, "it gives the label away", doubt=True) if _determines(cells, labels) else None


def _determines(cause: pd.Series, effect: pd.Series) -> bool:
    """Whether most rows share their cause, and 99 % of these have its usual effect, far more than by chance."""
    pairs = pd.concat([cause, effect], axis=1, keys=["cause", "effect"])
    again = pairs[(cause != "") & (effect != "") & cause.duplicated(keep=False)]
    odd = len(again) - again.value_counts().groupby("cause").max().sum()
    rare = len(again) - again["effect"].value_counts().max()
    return len(again) > len(pairs) / 2 and bool(odd <= min(len(again) / 100, rare / 10))


def _flow(**values: object) -> str:
    return yaml.safe_dump(values, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1e9).strip()
