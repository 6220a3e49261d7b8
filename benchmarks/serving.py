"""Measures the service on one core, one record a request, beside peers that serve the same model.

Contestants take turns; `wrk` on another core sends 200 validation records to each over loopback,
without request logs. The ceiling is a FastAPI route that returns a constant. scikit-learn's
pipeline reads the text alone. The variables MLSERVER_PYTHON, LITSERVE_PYTHON and BENTOML_PYTHON
name the interpreters of the peers, and SERVING_PYTHON that of an environment with the extra
`[serve]` alone (default: this environment).

Run in a repository where `dvc repro` has run: `python benchmarks/serving.py`.
"""

import json
import os
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from measuring import AbsentError, Result, show
from servers.contestants import SERVERS, Contestant, Record, contestants, free_ports

from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Role, Split
from retrain.model.classifier import Classifier
from retrain.workspace.csv_tables import read_table

ROUNDS, SECONDS, MANY, RECORDS = 3, 3, 16, 200
HEAVY = ("torch", "sklearn", "pandas", "pyarrow")
WRK_SCRIPT = """
local bodies, at = {}, 0
for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
request = function()
  at = at % #bodies + 1
  return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, bodies[at])
end
"""


@dataclass(frozen=True)
class Figures:
    """The measurements of one server in one turn.

    Attributes:
        rate: requests a second with many connections.
        cost: CPU microseconds a request at that rate.
        median: median latency of one connection in milliseconds.
        percentile_99: 99th percentile of that latency in milliseconds.
        memory: MiB of all its processes.
        ready: seconds from its start to its first response.
        heavy: number of heavy libraries that it loaded.
    """

    rate: float
    cost: float
    median: float
    percentile_99: float
    memory: float
    ready: float
    heavy: int


def main() -> list[Result]:
    """Every measure of ours beside every installed peer."""
    if not paths.RETRAINED.is_dir():
        raise AbsentError(f"{paths.RETRAINED} is absent; `dvc repro train` makes it")
    if absent := [program for program in ("wrk", "taskset") if shutil.which(program) is None]:
        raise AbsentError(f"{absent[0]} is not installed")
    if len(os.sched_getaffinity(0)) < 2:
        raise AbsentError("the server and the load need a core each; this machine has one")
    with TemporaryDirectory() as folder:
        ours, *peers = contestants(Path(folder))
        (Path(folder) / "requests.lua").write_text(WRK_SCRIPT, encoding="utf-8")
        sent = records()
        turns = [{server.name: turn(server, sent, Path(folder)) for server in (ours, *peers)} for _ in range(ROUNDS)]
    return rows(turns, ours.name, [peer.name for peer in peers])


def records() -> list[Record]:
    """Validation records without their label."""
    classifier = Classifier.load(paths.RETRAINED)
    names = [column.name for column in classifier.recipe.task.columns if column.role not in (Role.LABEL, Role.IGNORE)]
    return read_table(paths.split_file(Split.VALIDATION))[names].head(RECORDS).to_dict("records")  # type: ignore[no-any-return]


def turn(contestant: Contestant, sent: list[Record], folder: Path) -> Figures:
    """Starts a server, measures it and stops it."""
    bodies = [json.dumps(contestant.body(record)) for record in sent]
    (folder / "bodies").write_text("\n".join(bodies), encoding="utf-8")
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}{contestant.path}"
    with running_server(contestant, port) as process:
        ready = seconds_to_first_response(url, bodies[0].encode(), process)
        load_test(url, MANY, 1, folder)
        before = cpu_seconds_of(process)
        rate, _, _ = load_test(url, MANY, SECONDS, folder)
        cost = (cpu_seconds_of(process) - before) / (rate * SECONDS) * 1e6
        _, median, percentile_99 = load_test(url, 1, SECONDS, folder)
        processes = process_tree(process)
        memory = sum(member.memory_info().rss for member in processes) / 2**20
        mapped = {part for member in processes for file in member.memory_maps() for part in Path(file.path).parts}
    return Figures(rate, cost, median, percentile_99, memory, ready, len(mapped & set(HEAVY)))


@contextmanager
def running_server(contestant: Contestant, port: int) -> Iterator[psutil.Popen]:
    """Runs a server on the first core; stops it and its child processes at the end."""
    core = min(os.sched_getaffinity(0))
    python_path = {"PYTHONPATH": f"{packages_folder()}:{SERVERS}", "PYTHONSAFEPATH": "1"}
    environment = {**os.environ, **contestant.environment, **python_path}
    command = ["taskset", "-c", str(core), *contestant.command(port)]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = psutil.Popen(command, env=environment, cwd=SERVERS, **silent)
    try:
        yield process
    finally:
        processes = process_tree(process) if process.is_running() else [process]
        for member in processes:
            with suppress(psutil.NoSuchProcess):
                member.terminate()
        for member in psutil.wait_procs(processes, timeout=10)[1]:
            member.kill()


def process_tree(process: psutil.Process) -> list[psutil.Process]:
    """A process and its descendants."""
    return [process, *process.children(recursive=True)]


def cpu_seconds_of(process: psutil.Process) -> float:
    """The CPU seconds of a process and its descendants so far."""
    return sum(times.user + times.system for times in (member.cpu_times() for member in process_tree(process)))


def packages_folder() -> Path:
    """The folder of this project's packages."""
    import retrain

    return Path(retrain.__path__[0]).parent


def seconds_to_first_response(url: str, body: bytes, process: psutil.Popen) -> float:
    """The seconds until the first response.

    Raises:
        AbsentError: the server ended, or did not respond within a minute.
    """
    begun = time.perf_counter()
    while time.perf_counter() - begun < 60 and process.poll() is None:
        with suppress(OSError):
            request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
            with urllib.request.urlopen(request):
                return time.perf_counter() - begun
        time.sleep(0.01)
    raise AbsentError(f"{process.args[3:]} does not respond at {url}")


def load_test(url: str, connections: int, seconds: int, folder: Path) -> tuple[float, float, float]:
    """Requests a second, and the median and 99th percentile of the latency in milliseconds.

    Raises:
        AbsentError: a request failed.
    """
    core = max(os.sched_getaffinity(0))
    load = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--latency",
        "-s",
        str(folder / "requests.lua"),
        url,
    ]
    variables = {**os.environ, "BODIES": str(folder / "bodies")}
    printed = subprocess.run(
        ["taskset", "-c", str(core), *load],
        env=variables,
        capture_output=True,
        text=True,
        check=True,
    )
    if "Non-2xx" in printed.stdout or re.search(r"Socket errors:.* (read|write) [1-9]", printed.stdout):
        raise AbsentError(f"{url} failed under load:\n{printed.stdout}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", printed.stdout)[1])  # type: ignore[index]
    return rate, _milliseconds(printed.stdout, "50%"), _milliseconds(printed.stdout, "99%")


def _milliseconds(printed: str, share: str) -> float:
    number, unit = re.search(rf"{share}\s+([\d.]+)(us|ms|s)\b", printed).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 1e-3, "ms": 1.0, "s": 1e3}[unit]


MEASURES = {
    "rate": (f"at {MANY} connections", "requests a s"),
    "cost": (f"processor's time a request, {MANY} connections", "us"),
    "median": ("at 1 connection, the middle of 100", "ms"),
    "percentile_99": ("at 1 connection, the 99th of 100", "ms"),
    "memory": ("memory of all its processes", "MiB"),
    "ready": ("from start to the first answer", "s"),
}


def rows(turns: list[dict[str, Figures]], ours: str, peers: list[str]) -> list[Result]:
    """The table, and the disk of the environment that serves."""
    table = [
        Result(
            case,
            unit,
            *([getattr(figures[name], key) for figures in turns] for name in (ours, peer)),
            peer,
        )
        for key, (case, unit) in MEASURES.items()
        for peer in peers
    ]
    libraries = Result(
        f"loaded of {', '.join(HEAVY)}",
        "libraries",
        [figures[ours].heavy for figures in turns],
    )
    return [*table, libraries, *disk()]


def disk() -> list[Result]:
    """The size of the packages of SERVING_PYTHON, where it is set."""
    if "SERVING_PYTHON" not in os.environ:
        return []
    folder = Path(os.environ["SERVING_PYTHON"]).parent.parent / "lib"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return [Result("disk of an environment with the extra [serve] alone", "MiB", [size / 2**20])]


if __name__ == "__main__":
    show(main())
