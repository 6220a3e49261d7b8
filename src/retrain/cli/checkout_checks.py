"""What is wrong with this checkout, each with the command that mends it."""

import fcntl
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from functools import partial
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import NamedTuple

import yaml

from retrain.ml_configuration import paths
from retrain.model.classifier import Classifier
from retrain.model.model_folder import is_empty
from retrain.workspace.shell import Shell
from retrain.workspace.work_dir import work_folder

INSTALL = "pip install --no-deps --requirement requirements.lock"
UNPINNED = re.compile(r"extra == .(dashboard|encoder|plots|ray)\b")
IDENTITY = "git config user.name NAME && git config user.email MAIL"
OURS = "git config merge.ours.driver true"
REMOTE = "dvc remote add --default NAME URL"
DVC_CONFIGS = (".dvc/config", ".dvc/config.local")
RESTORE = "dvc checkout --force models/production.dvc || retrain promote --restore"
STATUS = ("dvc", "status", "--json", "dvc.yaml")
LOCK_FILES = ("dvc.lock", "judge/dvc.lock", "search/dvc.lock")
QUEUE = Path(".dvc/tmp/exps/celery")

State = StrEnum("State", ["OK", "WARNING", "MISSING"])
Check = tuple[str, State, str, Callable[[], list[str]]]


class Finding(NamedTuple):
    """What should hold, whether it does, what is wrong, and the command that mends it."""

    name: str
    state: State
    text: str = ""
    remedy: str = ""


def examine(*further: Check) -> list[Finding]:
    """The findings of all checks and of further ones, made at the same time; what a check raises is one too."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda one: _finding(*one), (*CHECKS, *further)))


def _finding(name: str, grave: State, remedy: str, find: Callable[[], list[str]]) -> Finding:
    try:
        wrong = find()
    except Exception as error:
        wrong = [" ".join(str(error).split())]
    return Finding(name, grave, ", ".join(wrong), remedy) if wrong else Finding(name, State.OK)


def _version(library: str) -> str:
    try:
        return version(library).partition("+")[0]
    except PackageNotFoundError:
        return ""


def _versions() -> list[str]:
    pins = re.findall("^([^#=]+)==(.+)$", Path("requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    return [f"{name} is {here or 'absent'}, not {pin}" for name, pin in pins if (here := _version(name)) != pin]


def _absent() -> list[str]:
    wanted = [line for line in requires("retrain") or () if not UNPINNED.search(line)]
    return [line for line in wanted if not _version(re.split(r"[^\w.-]", line)[0])]


def _fails(command: str) -> list[str]:
    return [] if Shell().succeeds(*command.split()) else [f"`{command}` fails"]


def _without_remote() -> list[str]:
    texts = (Path(path).read_text(encoding="utf-8") for path in DVC_CONFIGS if Path(path).is_file())
    return [] if any(re.search(r"^\s*remote\s*=", text, re.MULTILINE) for text in texts) else ["none is named"]


def _torn() -> list[str]:
    texts = {path: Path(path).read_text(encoding="utf-8") for path in LOCK_FILES}
    return [path for path, text in texts.items() if "stages" not in (yaml.safe_load(text) or ())]


def _rwlock() -> list[str]:
    path = Path(".dvc/tmp/rwlock")
    if path.exists():
        json.loads(path.read_text(encoding="utf-8"))
    return []


def _running() -> list[str]:
    for path in (work_folder() / "locks").glob("*.lock"):
        with path.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return [f"a process holds {path}"]
    return []


def _dead_in_queue() -> list[str]:
    """The tasks of DVC's queue that it believes to be running though no worker is."""
    said = Shell().output("dvc", "queue", "status") if QUEUE.is_dir() else ""
    return re.findall(r"^(\w{7})\s.*\bRunning\s*$", said, re.MULTILINE) if re.search(r"\b0 active", said) else []


def _production() -> list[str]:
    if paths.PRODUCTION_POINTER.exists() or not is_empty(paths.PRODUCTION):
        Classifier.load(paths.PRODUCTION)
    return []


def _size() -> list[str]:
    return [f"{sum(path.lstat().st_size for path in work_folder().rglob('*')) / 1e6:.0f} MB"]


CHECKS: tuple[Check, ...] = (
    ("libraries as requirements.lock", State.WARNING, INSTALL, _versions),
    ("the libraries of every extra", State.MISSING, INSTALL, _absent),
    ("pytorch-lightning alone", State.MISSING, "pip uninstall lightning", lambda: [*filter(_version, ["lightning"])]),
    ("a git repository", State.MISSING, "git init", partial(_fails, "git rev-parse --git-dir")),
    ("a name to commit with", State.MISSING, IDENTITY, partial(_fails, "git var GIT_COMMITTER_IDENT")),
    ("git is not locked", State.MISSING, "rm .git/index.lock", partial(_fails, "test ! -e .git/index.lock")),
    ("DVC's own lock is whole", State.MISSING, "rm .dvc/tmp/rwlock", _rwlock),
    ("generated files keep ours", State.WARNING, OURS, partial(_fails, "git config --get merge.ours.driver ^true$")),
    ("a default DVC remote", State.WARNING, REMOTE, _without_remote),
    ("the lock files are whole", State.MISSING, f"git checkout HEAD -- {' '.join(LOCK_FILES)}", _torn),
    ("no stage is running", State.WARNING, f"fuser -v {work_folder()}/locks/*.lock", _running),
    ("no killed task in the queue", State.MISSING, "dvc queue kill --force TASK", _dead_in_queue),
    ("every stage has run", State.WARNING, "dvc repro", lambda: [*json.loads(Shell().output(*STATUS))]),
    ("production answers as trained", State.MISSING, RESTORE, _production),
    ("size of the work folder", State.OK, f"rm -rf {work_folder()}", _size),
)
