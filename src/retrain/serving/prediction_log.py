"""Predictions logged as Parquet files, which a source of files reads back."""

import time
from pathlib import Path
from threading import Lock

from retrain.ml_configuration import InputError, Role, Task
from retrain.serving.online_predictor import ServedPrediction

MAX_ROWS = 10_000


class PredictionLog:
    """Collects predictions, and writes a file of every 10,000 and of the last."""

    def __init__(self, folder: Path, *, texts: bool) -> None:
        """Makes the folder.

        Args:
            folder: receives `answers-<nanoseconds>-<number>.parquet`.
            texts: whether the cells of text columns are logged too.

        Raises:
            InputError: pyarrow is not installed.
        """
        try:
            import pyarrow.parquet
        except ModuleNotFoundError as error:
            remedy = "run `pip install '.[serve-log]'`"
            raise InputError(f"SERVE_PREDICTION_LOG needs pyarrow; {remedy}") from error
        self._write = pyarrow.parquet.write_table
        self._table = pyarrow.Table.from_pylist
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._texts = texts
        self._rows: list[dict[str, str]] = []
        self._files = 0
        self._lock = Lock()

    def append(self, served: ServedPrediction, task: Task, model: str) -> None:
        """Logs the prediction with the id, the day and the model, and with texts where configured."""
        prediction = served.prediction
        record = prediction.record
        row = {
            "id": record.get(task.column_name(Role.ID) or "", ""),
            "answered": time.strftime("%Y-%m-%d", time.gmtime()),
            "label": prediction.label,
            "confidence": repr(prediction.confidence),
            "source": prediction.source,
            "abstained": "true" if served.abstained else "false",
            "model": model,
        }
        texts = {name: record[name] for name in task.column_names(Role.TEXT)} if self._texts else {}
        with self._lock:
            self._rows.append(row | texts)
        if len(self._rows) >= MAX_ROWS:
            self.flush()

    def flush(self) -> None:
        """Writes the collected rows; a file is complete or absent."""
        with self._lock:
            rows = self._rows
            self._rows = []
            self._files += 1
        if rows:
            path = self._folder / f"answers-{time.time_ns()}-{self._files}.parquet"
            unfinished = path.with_suffix(".part")
            self._write(self._table(rows), unfinished)
            unfinished.rename(path)
