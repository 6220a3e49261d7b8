"""The service beside peers that serve the same model, one record a request, on one core; the load comes from another.

Contestants take turns, and each answers 200 records of the validation rows over loopback without a line of log; `wrk`
asks. The ceiling is a FastAPI route that answers a constant. scikit-learn's pipeline sees the text alone. Peers are
found by the interpreters that MLSERVER_PYTHON, LITSERVE_PYTHON and BENTOML_PYTHON name; SERVING_PYTHON is that of an
environment with the extra `[serve]` alone, else this one serves. Run in a repository whose road has run:
`python benchmarks/serving.py`.
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
from servers.contestants import SERVERS, Contestant, Record, contestants, free

from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Role, Split
from retrain.model.classifier import Classifier
from retrain.workspace.csv_tables import read_table

ROUNDS, SECONDS, MANY, RECORDS = 3, 3, 16, 200
HEAVY = ("torch", "sklearn", "pandas", "pyarrow")
ASKING = """
local bodies, at = {}, 0
for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
request = function()
  at = at % #bodies + 1
  return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, bodies[at])
end
"""


@dataclass(frozen=True)
class Figures:
    """What a server reached in one turn.

    Attributes:
        rate: requests a second with many connections.
        cost: microseconds of the processor a request meanwhile.
        middle: milliseconds of the middle request of one connection.
        slow: milliseconds of the 99th of 100.
        memory: MiB, of all its processes.
        ready: seconds from its start to its first answer.
        heavy: how many of the heavy libraries it loaded.
    """

    rate: float
    cost: float
    middle: float
    slow: float
    memory: float
    ready: float
    heavy: int


def main() -> list[Result]:
    """Every measure of ours beside every contestant's that is here."""
    if not paths.RETRAINED.is_dir():
        raise AbsentError(f"{paths.RETRAINED} is absent; `dvc repro train` makes it")
    if absent := [program for program in ("wrk", "taskset") if shutil.which(program) is None]:
        raise AbsentError(f"{absent[0]} is not installed")
    if len(os.sched_getaffinity(0)) < 2:
        raise AbsentError("one core serves and another asks; this machine has one")
    with TemporaryDirectory() as folder:
        ours, *peers = contestants(Path(folder))
        (Path(folder) / "asking.lua").write_text(ASKING, encoding="utf-8")
        asked = records()
        turns = [{one.name: turn(one, asked, Path(folder)) for one in (ours, *peers)} for _ in range(ROUNDS)]
    return rows(turns, ours.name, [peer.name for peer in peers])


def records() -> list[Record]:
    """What is asked: validation rows without their label."""
    classifier = Classifier.load(paths.RETRAINED)
    names = [column.name for column in classifier.recipe.task.columns if column.role not in (Role.LABEL, Role.IGNORE)]
    return read_table(paths.split_file(Split.VALIDATION))[names].head(RECORDS).to_dict("records")  # type: ignore[no-any-return]


def turn(contestant: Contestant, asked: list[Record], folder: Path) -> Figures:
    """One server from its start to its end."""
    bodies = [json.dumps(contestant.body(record)) for record in asked]
    (folder / "bodies").write_text("\n".join(bodies), encoding="utf-8")
    (port,) = free(1)
    url = f"http://127.0.0.1:{port}{contestant.path}"
    with started(contestant, port) as process:
        ready = until_answered(url, bodies[0].encode(), process)
        loaded(url, MANY, 1, folder)
        before = spent(process)
        rate, _, _ = loaded(url, MANY, SECONDS, folder)
        cost = (spent(process) - before) / (rate * SECONDS) * 1e6
        _, middle, slow = loaded(url, 1, SECONDS, folder)
        family = family_of(process)
        memory = sum(one.memory_info().rss for one in family) / 2**20
        mapped = {part for one in family for found in one.memory_maps() for part in Path(found.path).parts}
    return Figures(rate, cost, middle, slow, memory, ready, len(mapped & set(HEAVY)))


@contextmanager
def started(contestant: Contestant, port: int) -> Iterator[psutil.Popen]:
    """A server on the first core, stopped at the end with the processes that it made."""
    core = min(os.sched_getaffinity(0))
    found = {"PYTHONPATH": f"{source()}:{SERVERS}", "PYTHONSAFEPATH": "1"}
    environment = {**os.environ, **contestant.environment, **found}
    command = ["taskset", "-c", str(core), *contestant.command(port)]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = psutil.Popen(command, env=environment, cwd=SERVERS, **silent)
    try:
        yield process
    finally:
        family = family_of(process) if process.is_running() else [process]
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.terminate()
        for one in psutil.wait_procs(family, timeout=10)[1]:
            one.kill()


def family_of(process: psutil.Process) -> list[psutil.Process]:
    """A process and those that it made."""
    return [process, *process.children(recursive=True)]


def spent(process: psutil.Process) -> float:
    """The seconds of the processor that a process and those that it made have spent."""
    return sum(times.user + times.system for times in (one.cpu_times() for one in family_of(process)))


def source() -> Path:
    """Where this project's packages lie."""
    import retrain

    return Path(retrain.__path__[0]).parent


def until_answered(url: str, body: bytes, process: psutil.Popen) -> float:
    """The seconds until the first answer.

    Raises:
        AbsentError: the server ended, or did not answer within a minute.
    """
    begun = time.perf_counter()
    while time.perf_counter() - begun < 60 and process.poll() is None:
        with suppress(OSError):
            request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
            with urllib.request.urlopen(request):
                return time.perf_counter() - begun
        time.sleep(0.01)
    raise AbsentError(f"{process.args[3:]} does not answer {url}")


def loaded(url: str, connections: int, seconds: int, folder: Path) -> tuple[float, float, float]:
    """Requests a second, and the ms at the middle and at the 99th of 100.

    Raises:
        AbsentError: an answer was none.
    """
    core = max(os.sched_getaffinity(0))
    asking = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(folder / "asking.lua"), url]
    variables = {**os.environ, "BODIES": str(folder / "bodies")}
    told = subprocess.run(
        ["taskset", "-c", str(core), *asking], env=variables, capture_output=True, text=True, check=True
    )
    if "Non-2xx" in told.stdout or re.search(r"Socket errors:.* (read|write) [1-9]", told.stdout):
        raise AbsentError(f"{url} failed under load:\n{told.stdout}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told.stdout)[1])  # type: ignore[index]
    return rate, _milliseconds(told.stdout, "50%"), _milliseconds(told.stdout, "99%")


def _milliseconds(told: str, share: str) -> float:
    number, unit = re.search(rf"{share}\s+([\d.]+)(us|ms|s)\b", told).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 1e-3, "ms": 1.0, "s": 1e3}[unit]


MEASURES = {
    "rate": (f"at {MANY} connections", "requests a s"),
    "cost": (f"processor's time a request, {MANY} connections", "us"),
    "middle": ("at 1 connection, the middle of 100", "ms"),
    "slow": ("at 1 connection, the 99th of 100", "ms"),
    "memory": ("memory of all its processes", "MiB"),
    "ready": ("from start to the first answer", "s"),
}


def rows(turns: list[dict[str, Figures]], ours: str, peers: list[str]) -> list[Result]:
    """The table, and the disk of the environment that serves."""
    table = [
        Result(case, unit, *([getattr(one[name], key) for one in turns] for name in (ours, peer)), peer)
        for key, (case, unit) in MEASURES.items()
        for peer in peers
    ]
    loaded_of = Result(f"loaded of {', '.join(HEAVY)}", "libraries", [one[ours].heavy for one in turns])
    return [*table, loaded_of, *disk()]


def disk() -> list[Result]:
    """The size of the serving environment's packages; nothing without one."""
    if "SERVING_PYTHON" not in os.environ:
        return []
    folder = Path(os.environ["SERVING_PYTHON"]).parent.parent / "lib"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return [Result("disk of an environment with the extra [serve] alone", "MiB", [size / 2**20])]


if __name__ == "__main__":
    show(main())
