"""The retrained folder served as it will be, in an environment with the serving extra alone, before it is promoted."""

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

from retrain.inference import FORWARD
from retrain.ml_configuration import GateFailed, InputError, Split, paths
from retrain.model.classifier import Classifier
from retrain.model.model_folder import is_empty
from retrain.workspace.csv_tables import raw_rows, read_table
from retrain.workspace.shell import Shell
from retrain.workspace.work_dir import work_folder

ROWS, SINGLES, BATCH = 2000, 200, 100
PATIENCE = 60.0
DEEP_TOLERANCE = 1e-6
DECLARED = (Path("pyproject.toml"), Path("requirements.lock"))


@dataclass(frozen=True)
class Replayed:
    """What a served folder did.

    Attributes:
        ready: seconds from start to the first answer.
        latency: median seconds of a single record.
        probabilities: (n, k) of the rows.
    """

    ready: float
    latency: float
    probabilities: NDArray[np.float64]


def check_serving() -> None:
    """Passes where the served retrained model answers validation rows as it does offline; prints speed beside legacy's.

    Linear and wide networks must agree to the last bit, deeper ones within 1e-6.

    Raises:
        GateFailed: the answers differ.
        InputError: the environment cannot be made, or the service does not start.
    """
    python, model = serving_python(paths.RETRAINED), Classifier.load(paths.RETRAINED)
    validation = read_table(paths.split_file(Split.VALIDATION)).head(ROWS)
    raw = raw_rows(validation, model.recipe.task)
    served, offline = replay(python, paths.RETRAINED, raw, model.labels), model.predict(raw).probabilities
    allowed = 0.0 if model.recipe.network.name in FORWARD else DEEP_TOLERANCE
    off = np.abs(served.probabilities - offline).max(axis=1) > allowed
    _tell("retrained", served)
    if off.any():
        first = raw.index[off][0]
        raise GateFailed(
            f"served answers differ from the offline ones in {off.sum()} of {len(raw)} validation rows, first in row "
            f"{first}; the serving environment holds other versions: install those of requirements.lock there"
        )
    print(f"{len(raw)} validation rows are answered over HTTP as offline, to the last bit")  # noqa: T201
    if not is_empty(paths.PRODUCTION):
        legacy = Classifier.load(paths.PRODUCTION)
        _tell("legacy", replay(python, paths.PRODUCTION, raw, legacy.labels))


def serving_python(folder: Path) -> Path:
    """The interpreter of an environment with the serving extra alone, made under the work folder if it is not there.

    Args:
        folder: of the model; a network that torch asks needs the extra `serve-torch` too.
    """
    deep = Classifier.load(folder).recipe.network.name not in FORWARD
    extras = "serve,serve-torch" if deep else "serve"
    key = hashlib.sha256(b"".join([extras.encode(), *(file.read_bytes() for file in DECLARED)])).hexdigest()[:16]
    place = (work_folder() / "serving" / key).absolute()
    if not (place / "whole").is_file():
        shutil.rmtree(place, ignore_errors=True)
        shell = Shell()
        shell.run("python", "-m", "venv", str(place))
        pip = (str(place / "bin/python"), "-m", "pip", "install", "--quiet")
        shell.run(*pip, f".[{extras}]", "--constraint", str(DECLARED[1]))
        (place / "whole").touch()
    return place / "bin/python"


def replay(python: Path, folder: Path, raw: pd.DataFrame, labels: tuple[str, ...]) -> Replayed:
    """What the service of a folder answers for raw records.

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
        answers = [one for at in range(0, len(records), BATCH) for one in _ask(address, records[at : at + BATCH])]
        latency = median(_seconds(address, record) for record in records[:SINGLES])
    shares = ({one["label"]: one["probability"] for one in answer["top"]} for answer in answers)
    return Replayed(ready, latency, np.array([[own[label] for label in labels] for own in shares]))


@contextmanager
def _served(python: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """The address of a service in a process of its own, and the seconds until it was ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"SERVE_MODEL": str(folder), "SERVE_DETAIL": "full", "SERVE_LOG_REQUESTS": "false"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SERVE_", "MODEL_DIGEST"))}
    command = [str(python), "-P", "-m", "retrain.cli.main", "serve", "--port", str(port)]
    start, address = time.perf_counter(), f"http://127.0.0.1:{port}"
    process = subprocess.Popen(command, env=kept | settings, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        while not _is_ready(address):
            if process.poll() is not None or time.perf_counter() - start > PATIENCE:
                raise InputError(f"the service of {folder} does not start; its message stands above")
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


def _ask(address: str, asked: object) -> list[dict[str, Any]]:
    request = Request(f"{address}/predict", json.dumps(asked).encode(), {"Content-Type": "application/json"})  # noqa: S310
    try:
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            told = json.load(answer)
    except URLError as error:
        raise InputError(f"the service refused validation rows: {error}") from error
    return told if isinstance(told, list) else [told]


def _seconds(address: str, record: object) -> float:
    start = time.perf_counter()
    _ask(address, record)
    return time.perf_counter() - start


def _tell(role: str, replayed: Replayed) -> None:
    print(f"{role}: ready in {replayed.ready:.2f} s, a record in {replayed.latency * 1e3:.2f} ms")  # noqa: T201
