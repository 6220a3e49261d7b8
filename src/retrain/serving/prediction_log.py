"""Answers kept as Parquet, which `records` reads back as a source of files."""

import time
from pathlib import Path
from threading import Lock

from retrain.ml_configuration import InputError, Role, Task
from retrain.serving.model_watcher import ServedAnswer

ROWS = 10_000


class AnswerLog:
    """Collects answers, and writes a file of every 10,000 and of the last."""

    def __init__(self, folder: Path, *, texts: bool) -> None:
        """Makes the folder.

        Args:
            folder: receives `answers-<seconds>-<number>.parquet`.
            texts: whether the cells of text columns are kept too.

        Raises:
            InputError: pyarrow is not installed.
        """
        try:
            import pyarrow.parquet
        except ModuleNotFoundError as error:
            raise InputError("SERVE_ANSWER_LOG needs pyarrow; run `pip install '.[serve-log]'`") from error
        self._write, self._table = pyarrow.parquet.write_table, pyarrow.Table.from_pylist
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._texts = folder, texts
        self._rows: list[dict[str, str]] = []
        self._number, self._lock = 0, Lock()

    def keep(self, given: ServedAnswer, task: Task, model: str) -> None:
        """Keeps an answer: id, day, label, confidence, source, whether it abstains, model, and texts if asked to."""
        answer, identity = given.answer, task.column_name(Role.ID)
        texts = {name: given.record[name] for name in task.column_names(Role.TEXT)} if self._texts else {}
        row = {
            "id": given.record.get(identity, "") if identity else "",
            "answered": time.strftime("%Y-%m-%d", time.gmtime()),
            "label": answer.label,
            "confidence": repr(answer.confidence),
            "source": answer.source,
            "abstained": "true" if given.abstained else "false",
            "model": model,
        }
        with self._lock:
            self._rows.append(row | texts)
        if len(self._rows) >= ROWS:
            self.flush()

    def flush(self) -> None:
        """Writes what is kept; a file is there whole or not at all."""
        with self._lock:
            rows, self._rows = self._rows, []
            self._number += 1
        if rows:
            place = self._folder / f"answers-{time.time_ns()}-{self._number}.parquet"
            unfinished = place.with_suffix(".part")
            self._write(self._table(rows), unfinished)
            unfinished.rename(place)
