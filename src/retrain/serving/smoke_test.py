"""Serves the retrained model in an environment with the serving extra alone, before it is promoted."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retrain.inference import FORWARD_PASSES
from retrain.ml_configuration import GateFailed, InputError, Split, paths
from retrain.model.classifier import Classifier
from retrain.model.model_folder import is_empty
from retrain.workspace.csv_tables import TableColumns, raw_rows, read_table
from retrain.workspace.shell import Shell
from retrain.workspace.work_dir import work_folder

MAX_ROWS = 2000
TIMED_REQUESTS = 200
BATCH = 100
TIMEOUT_SECONDS = 60.0
TORCH_TOLERANCE = 1e-6
REQUIREMENTS = (Path("pyproject.toml"), Path("requirements.lock"))


@dataclass(frozen=True)
class Replayed:
    """The predictions and the speed of a served folder.

    Attributes:
        ready: seconds from start until the service is ready.
        latency: median seconds of a single record.
        probabilities: (n, k) of the rows.
    """

    ready: float
    latency: float
    probabilities: NDArray[np.float64]


def check_serving() -> None:
    """Passes where the served retrained model predicts validation rows as it does offline.

    Linear and wide networks must agree to the last bit, deeper ones within 1e-6. Prints the speed
    beside that of the production model.

    Raises:
        GateFailed: the predictions differ.
        InputError: the environment cannot be made, or the service does not start.
    """
    python = serving_python(paths.RETRAINED)
    model = Classifier.load(paths.RETRAINED)
    validation = read_table(paths.split_file(Split.VALIDATION)).head(MAX_ROWS)
    raw = raw_rows(validation, model.recipe.task)
    served = replay(python, paths.RETRAINED, raw, model.labels)
    offline = model.predict(TableColumns(raw)).probabilities
    tolerance = 0.0 if model.recipe.network.name in FORWARD_PASSES else TORCH_TOLERANCE
    differs = np.abs(served.probabilities - offline).max(axis=1) > tolerance
    _print_speed("retrained", served)
    if differs.any():
        raise GateFailed(
            f"served predictions differ from the offline ones in {differs.sum()} of {len(raw)} "
            f"validation rows, first in row {raw.index[differs][0]}; the serving environment holds "
            "other versions: install those of requirements.lock there"
        )
    equal = "have the same probabilities over HTTP as offline, to the last bit"
    print(f"{len(raw)} validation rows {equal}")  # noqa: T201
    if not is_empty(paths.PRODUCTION):
        legacy = Classifier.load(paths.PRODUCTION)
        _print_speed("legacy", replay(python, paths.PRODUCTION, raw, legacy.labels))


def serving_python(folder: Path) -> Path:
    """The interpreter of an environment with the serving extra alone, made in the work folder once.

    Args:
        folder: of the model; a network that needs torch needs the extra `serve-torch` too.
    """
    needs_torch = Classifier.load(folder).recipe.network.name not in FORWARD_PASSES
    extras = "serve,serve-torch" if needs_torch else "serve"
    content = b"".join([extras.encode(), *(file.read_bytes() for file in REQUIREMENTS)])
    key = hashlib.sha256(content).hexdigest()[:16]
    environment = (work_folder() / "serving" / key).absolute()
    if not (environment / "whole").is_file():
        shutil.rmtree(environment, ignore_errors=True)
        shell = Shell()
        shell.run("python", "-m", "venv", str(environment))
        pip = (str(environment / "bin/python"), "-m", "pip", "install", "--quiet")
        shell.run(*pip, f".[{extras}]", "--constraint", str(REQUIREMENTS[1]))
        (environment / "whole").touch()
    return environment / "bin/python"


def replay(python: Path, folder: Path, raw: pd.DataFrame, labels: tuple[str, ...]) -> Replayed:
    """The predictions of a folder's service for raw records.

    Args:
        python: of the environment that serves.
        folder: of the model.
        raw: n records.
        labels: (k,) in the order of the columns of the result.

    Raises:
        InputError: the service does not become ready within a minute, or refuses a record.
    """
    records = raw.to_dict("records")
    with _served(python, folder) as (address, ready):
        responses: list[dict[str, Any]] = []
        for start in range(0, len(records), BATCH):
            responses += _post(address, records[start : start + BATCH])
        latency = median(_seconds(address, record) for record in records[:TIMED_REQUESTS])
    rows = [_probabilities(response, labels) for response in responses]
    return Replayed(ready, latency, np.array(rows))


def _probabilities(response: dict[str, Any], labels: tuple[str, ...]) -> list[float]:
    by_label = {entry["label"]: entry["probability"] for entry in response["top"]}
    return [by_label[label] for label in labels]


@contextmanager
def _served(python: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """The address of a service in a process of its own, and the seconds until it was ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"SERVE_MODEL": str(folder), "SERVE_DETAIL": "full", "SERVE_LOG_REQUESTS": "false"}
    overridden = ("SERVE_", "MODEL_DIGEST")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(overridden)}
    environment |= settings
    command = [str(python), "-P", "-m", "retrain.cli.main", "serve", "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        while not _is_ready(address):
            if process.poll() is not None or time.perf_counter() - start > TIMEOUT_SECONDS:
                raise InputError(f"the service of {folder} does not start; see its message above")
            time.sleep(0.02)
        yield address, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait()


def _is_ready(address: str) -> bool:
    try:
        with urlopen(f"{address}/ready", timeout=1):  # noqa: S310
            return True
    except (URLError, OSError):
        return False


def _post(address: str, body: object) -> list[dict[str, Any]]:
    headers = {"Content-Type": "application/json"}
    request = Request(f"{address}/predict", json.dumps(body).encode(), headers)  # noqa: S310
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310
            content = json.load(response)
    except URLError as error:
        raise InputError(f"the service refused validation rows: {error}") from error
    return content if isinstance(content, list) else [content]


def _seconds(address: str, record: object) -> float:
    start = time.perf_counter()
    _post(address, record)
    return time.perf_counter() - start


def _print_speed(role: str, replayed: Replayed) -> None:
    latency = replayed.latency * 1e3
    print(f"{role}: ready in {replayed.ready:.2f} s, a record in {latency:.2f} ms")  # noqa: T201
