"""The checks of `retrain doctor`, each with the command that fixes what it finds."""

import fcntl
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import NamedTuple

from retrain.ml_configuration import paths
from retrain.model.classifier import Classifier
from retrain.model.model_folder import is_empty
from retrain.workspace.shell import Shell
from retrain.workspace.work_dir import work_folder
from retrain.workspace.yaml_files import read_yaml

INSTALL = "pip install --no-deps --requirement requirements.lock"
UNPINNED = re.compile(r"extra == .(dashboard|encoder|plots|ray)\b")
IDENTITY = "git config user.name NAME && git config user.email MAIL"
MERGE_DRIVER = "git config merge.ours.driver true"
GET_MERGE_DRIVER = "git config --get merge.ours.driver ^true$"
REMOTE = "dvc remote add --default NAME URL"
DVC_CONFIGS = (".dvc/config", ".dvc/config.local")
RESTORE_LOCKS = "git checkout HEAD -- dvc.lock '*/dvc.lock'"
RESTORE = "dvc checkout --force models/production.dvc || retrain promote --restore"
STATUS = ("dvc", "status", "--json", "dvc.yaml")
QUEUE = Path(".dvc/tmp/exps/celery")

State = StrEnum("State", ["OK", "WARNING", "MISSING"])


class Check(NamedTuple):
    """One check of a checkout.

    Attributes:
        name: what should hold.
        severity: the state of a finding where it does not hold.
        remedy: the command that fixes it.
        find_faults: returns what is wrong; an empty list where nothing is.
    """

    name: str
    severity: State
    remedy: str
    find_faults: Callable[[], list[str]]


class Finding(NamedTuple):
    """The result of a check; `text` is what is wrong, `remedy` the command that fixes it."""

    name: str
    state: State
    text: str = ""
    remedy: str = ""


def run_checks(*additional: Check) -> list[Finding]:
    """The findings of all checks and of additional ones; an exception of a check is a fault."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(_run_check, (*CHECKS, *additional)))


def _run_check(check: Check) -> Finding:
    try:
        faults = check.find_faults()
    except Exception as error:
        faults = [" ".join(str(error).split())]
    if not faults:
        return Finding(check.name, State.OK)
    return Finding(check.name, check.severity, ", ".join(faults), check.remedy)


def _version(library: str) -> str:
    try:
        return version(library).partition("+")[0]
    except PackageNotFoundError:
        return ""


def _unpinned_versions() -> list[str]:
    text = Path("requirements.lock").read_text(encoding="utf-8")
    faults = []
    for name, pin in re.findall("^([^#=]+)==(.+)$", text, re.MULTILINE):
        installed = _version(name)
        if installed != pin:
            faults.append(f"{name} is {installed or 'absent'}, not {pin}")
    return faults


def _missing_libraries() -> list[str]:
    required = [line for line in requires("retrain") or () if not UNPINNED.search(line)]
    return [line for line in required if not _version(re.split(r"[^\w.-]", line)[0])]


def _fails(command: str) -> Callable[[], list[str]]:
    return lambda: [] if Shell().succeeds(*command.split()) else [f"`{command}` fails"]


def _missing_remote() -> list[str]:
    texts = (Path(path).read_text(encoding="utf-8") for path in DVC_CONFIGS if Path(path).is_file())
    configured = any(re.search(r"^\s*remote\s*=", text, re.MULTILINE) for text in texts)
    return [] if configured else ["none is configured"]


def _damaged_lock_files() -> list[str]:
    pipelines = [Path("dvc.yaml"), *Path().glob("*/dvc.yaml")]
    lock_files = [pipeline.with_suffix(".lock") for pipeline in pipelines]
    return [str(path) for path in lock_files if "stages" not in (read_yaml(path) or ())]


def _damaged_rwlock() -> list[str]:
    path = Path(".dvc/tmp/rwlock")
    if path.exists():
        json.loads(path.read_text(encoding="utf-8"))
    return []


def _running_stages() -> list[str]:
    for path in (work_folder() / "locks").glob("*.lock"):
        with path.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return [f"a process holds {path}"]
    return []


def _killed_tasks() -> list[str]:
    """The tasks of DVC's queue whose status is Running although no worker is active."""
    status = Shell().output("dvc", "queue", "status") if QUEUE.is_dir() else ""
    if not re.search(r"\b0 active", status):
        return []
    return re.findall(r"^(\w{7})\s.*\bRunning\s*$", status, re.MULTILINE)


def _duplicate_lightning() -> list[str]:
    return ["lightning"] if _version("lightning") else []


def _stages_to_run() -> list[str]:
    return [*json.loads(Shell().output(*STATUS))]


def _damaged_production() -> list[str]:
    if paths.PRODUCTION_POINTER.exists() or not is_empty(paths.PRODUCTION):
        Classifier.load(paths.PRODUCTION)
    return []


def _work_folder_size() -> list[str]:
    total = sum(path.lstat().st_size for path in work_folder().rglob("*"))
    return [f"{total / 1e6:.0f} MB"]


OK, WARNING, MISSING = State
CHECKS: tuple[Check, ...] = (
    Check("libraries as requirements.lock", WARNING, INSTALL, _unpinned_versions),
    Check("the libraries of every extra", MISSING, INSTALL, _missing_libraries),
    Check("lightning is not installed", MISSING, "pip uninstall lightning", _duplicate_lightning),
    Check("a git repository", MISSING, "git init", _fails("git rev-parse --git-dir")),
    Check("a name to commit with", MISSING, IDENTITY, _fails("git var GIT_COMMITTER_IDENT")),
    Check("git is not locked", MISSING, "rm .git/index.lock", _fails("test ! -e .git/index.lock")),
    Check("DVC's own lock is intact", MISSING, "rm .dvc/tmp/rwlock", _damaged_rwlock),
    Check("the merge driver `ours` is set", WARNING, MERGE_DRIVER, _fails(GET_MERGE_DRIVER)),
    Check("a default DVC remote", WARNING, REMOTE, _missing_remote),
    Check("the lock files are intact", MISSING, RESTORE_LOCKS, _damaged_lock_files),
    Check("no stage is running", WARNING, f"fuser -v {work_folder()}/locks/*.lock", _running_stages),
    Check("no killed task in the queue", MISSING, "dvc queue kill --force TASK", _killed_tasks),
    Check("every stage has run", WARNING, "dvc repro", _stages_to_run),
    Check("production predicts as trained", MISSING, RESTORE, _damaged_production),
    Check("size of the work folder", OK, f"rm -rf {work_folder()}", _work_folder_size),
)
