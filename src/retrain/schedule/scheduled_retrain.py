"""What a scheduled retrain does in its clone: fetch, see what changed, train, judge, and commit."""

import re
import shutil
from collections.abc import Callable
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

from retrain.judge.predict_holdouts import unseen_rows
from retrain.ml_configuration import InputError, Outcome, Split, Task, paths
from retrain.ml_configuration.decision import Mode
from retrain.model.classifier import Classifier
from retrain.model.production_model import comparable, load_production
from retrain.model.training_fingerprints import TrainingRows
from retrain.pipeline.metrics import scores
from retrain.schedule.clone import environment, make_clone
from retrain.schedule.pull_request_text import proposal
from retrain.schedule.run_state import KEPT, Manner, Run, home
from retrain.workspace.atomic import replace_file
from retrain.workspace.csv_tables import raw_rows, read_table
from retrain.workspace.json_files import read_document
from retrain.workspace.shell import Shell
from retrain.workspace.work_dir import exclusive_lock

if TYPE_CHECKING:
    import pandas as pd

RUNNING = re.compile("Running stage '([^']+)'")


class Configuring(NamedTuple):
    """What knows `conf/`, called in the clone.

    Attributes:
        move: moves `source.as_of`, composes params.yaml with the overrides, and yields the task.
        keep: keeps the overrides, once they were trained with, where `conf/` composes them by
            itself.
    """

    move: Callable[[], Task]
    keep: Callable[[], None]


def retrain_on_schedule(manner: Manner, base: str, configuring: Configuring) -> Run:
    """What came of one retrain, after any other of this checkout has ended; its report says so in any case.

    Raises:
        InputError: it broke; nothing is to be published.
    """
    with exclusive_lock("scheduled", "another scheduled retrain"):
        (home() / KEPT).unlink(missing_ok=True)
        run = make_clone(manner, base)
        shell = Shell(environment=environment(run))
        ended, text = replace(run, title="The retrain broke"), "The retrain was stopped before its end.\n"
        shutil.rmtree(run.report.parent, ignore_errors=True)
        try:
            with chdir(run.folder):
                ended, text = _work(shell, run, configuring)
        except InputError as problem:
            text = f"The retrain broke: {problem}\n"
            raise
        finally:
            replace_file(run.report, text.encode())
            ended.write()
        print(f"{ended.title if ended.changed else text.strip()}\nReport: {run.report}", flush=True)  # noqa: T201
        return ended


def stages_to_run(shell: Shell, *targets: str) -> list[str]:
    """The stages that the lock files are not in step with; outputs may be missing."""
    return RUNNING.findall(shell.output("dvc", "repro", "--dry", "--allow-missing", *targets))


def _work(shell: Shell, run: Run, configuring: Configuring) -> tuple[Run, str]:
    _fetch_data(shell)
    task = configuring.move()
    shell.run("dvc", "repro", "--quiet", "split")
    stages = stages_to_run(shell, "featurize") or stages_to_run(shell, "train")
    if not stages:
        title = "Nothing to train: the training rows and the recipe are those of the last retrain"
        return replace(run, title=title), f"## {title}\n\n{_legacy_now(task)}\n"
    if run.manner is Manner.DRY_RUN:
        title = f"A dry run: {', '.join(stages)} would run"
        return replace(run, title=title), f"## {title}\n\n{_legacy_now(task)}\n"
    shell.run("dvc", "repro", "--quiet")
    configuring.keep()
    shell.run("retrain", "decision", "judge")
    return _committed(shell, run)


def _committed(shell: Shell, run: Run) -> tuple[Run, str]:
    """The retrain and its verdict as one commit, its promotion as a second one."""
    decision = read_document(paths.DECISION)
    day = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))["source"].get("as_of")
    title = f"Retrain{f' up to {day}' if day else ''}: {decision['outcome']}"
    promotes = decision["outcome"] == Outcome.PROMOTE and decision["mode"] == Mode.ENFORCE
    ended = replace(run, title=title, changed=True, promoted=promotes)
    text = proposal(shell, ended)
    _keep_pages(run.report.parent)
    shell.run("git", "add", "--all")
    shell.run("git", "commit", "--quiet", "--message", title)
    if promotes:
        shell.run("retrain", "promote")
    return ended, text


def _fetch_data(shell: Shell) -> None:
    """Brings what DVC tracks: imports as they are at their origin today, everything else as committed."""
    shell.run("retrain", "promote", "--restore")
    for name in shell.output("git", "ls-files", "*.dvc").split():
        pointer = yaml.safe_load(Path(name).read_text(encoding="utf-8"))
        if pointer.get("deps"):
            shell.run("dvc", "update", "--quiet", name)
        elif name != str(paths.PRODUCTION_POINTER) and not shell.attempt("dvc", "checkout", "--quiet", name):
            shell.run("dvc", "pull", "--quiet", name)


def _legacy_now(task: Task) -> str:
    """How the model that serves does on the newest labelled rows, in a sentence."""
    production = comparable(load_production(), task)
    if production is None:
        return "No model of this task serves yet."
    seen = [TrainingRows.read(paths.PRODUCTION)]
    rows = unseen_rows(read_table(paths.split_file(Split.RECENT)), Split.RECENT, task, seen).rows
    return f"The model that serves, {production.digest}, {_found(production, rows, task)}"


def _found(production: Classifier, rows: "pd.DataFrame", task: Task) -> str:
    if rows.empty:
        return "was trained on every recent row: there is no new label to score it on."
    found = scores(rows[task.label].to_numpy(dtype=object), production.predict(raw_rows(rows, task)).prediction)
    return f"has macro F1 {found['macro_f1']:.4f} and accuracy {found['accuracy']:.4f} on {len(rows)} recent rows."


def _keep_pages(folder: Path) -> None:
    """Copies what an artifact shows, before a promotion writes it anew."""
    folder.mkdir(parents=True)
    for page in (*Path("reports").glob("*.html"), *Path("reports").glob("*.pdf")):
        shutil.copyfile(page, folder / page.name)
