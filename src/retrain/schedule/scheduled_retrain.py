"""A scheduled retrain in its clone: fetch the data, see what changed, train, judge, and commit."""

import re
import shutil
from collections.abc import Callable
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from retrain.judge.predict_holdouts import unseen_rows
from retrain.metrics import classification_scores
from retrain.ml_configuration import InputError, Outcome, Split, Task, paths
from retrain.ml_configuration.decision import Mode
from retrain.model.classifier import Classifier
from retrain.model.production_model import comparable, load_production
from retrain.model.training_fingerprints import TrainingFingerprints
from retrain.schedule.clone import make_clone
from retrain.schedule.pull_request_text import pull_request_body
from retrain.schedule.run_state import RUN_FILE, PromotionMode, ScheduledRun, scheduled_folder
from retrain.workspace.atomic import replace_file
from retrain.workspace.csv_tables import TableColumns, raw_rows, read_table
from retrain.workspace.json_files import read_json
from retrain.workspace.shell import Shell, clone_environment, log
from retrain.workspace.work_dir import exclusive_lock
from retrain.workspace.yaml_files import read_yaml

if TYPE_CHECKING:
    import pandas as pd

RUNNING = re.compile("Running stage '([^']+)'")


class ConfigEditor(NamedTuple):
    """Changes of the configuration, called in the clone.

    Attributes:
        set_as_of: sets `source.as_of`, composes params.yaml with the overrides, and returns the
            task.
        pin_overrides: stores the overrides in `conf/`, once a model has been trained with them.
    """

    set_as_of: Callable[[], Task]
    pin_overrides: Callable[[], None]


def retrain_on_schedule(mode: PromotionMode, base: str, config_editor: ConfigEditor) -> ScheduledRun:
    """Retrains once, after other scheduled retrains of this checkout; always writes a report.

    Args:
        mode: what follows a decision to promote.
        base: the branch to start from.
        config_editor: changes the configuration in the clone.

    Raises:
        InputError: a step failed; there is nothing to publish.
    """
    with exclusive_lock("scheduled", "another scheduled retrain"):
        (scheduled_folder() / RUN_FILE).unlink(missing_ok=True)
        run = make_clone(mode, base)
        shell = Shell(environment=clone_environment(Path(run.folder)))
        result = replace(run, title="The retrain failed")
        text = "The retrain was stopped before its end.\n"
        shutil.rmtree(run.report.parent, ignore_errors=True)
        try:
            with chdir(run.folder):
                result, text = _retrain(shell, run, config_editor)
        except InputError as error:
            text = f"The retrain failed: {error}\n"
            raise
        finally:
            replace_file(run.report, text.encode())
            result.write()
        log(f"{result.title if result.changed else text.strip()}\nReport: {run.report}")
        return result


def stages_to_run(shell: Shell, *targets: str) -> list[str]:
    """The stages whose lock file is out of date; outputs may be missing."""
    return RUNNING.findall(shell.output("dvc", "repro", "--dry", "--allow-missing", *targets))


def _retrain(shell: Shell, run: ScheduledRun, config_editor: ConfigEditor) -> tuple[ScheduledRun, str]:
    """The state of the run at its end, and its report."""
    _fetch_data(shell)
    task = config_editor.set_as_of()
    shell.run("dvc", "repro", "--quiet", "split")
    stages = stages_to_run(shell, "featurize") or stages_to_run(shell, "train")
    if not stages:
        title = "Nothing to train: the training rows and the recipe are those of the last retrain"
        return replace(run, title=title), f"## {title}\n\n{_production_score(task)}\n"
    if run.mode is PromotionMode.DRY_RUN:
        title = f"A dry run: {', '.join(stages)} would run"
        return replace(run, title=title), f"## {title}\n\n{_production_score(task)}\n"
    shell.run("dvc", "repro", "--quiet")
    config_editor.pin_overrides()
    shell.run("retrain", "decision", "judge")
    return _commit_result(shell, run)


def _commit_result(shell: Shell, run: ScheduledRun) -> tuple[ScheduledRun, str]:
    """Commits the retrain with its verdict, and its promotion as a second commit."""
    decision = read_json(paths.DECISION)
    day = read_yaml(Path("params.yaml"))["source"].get("as_of")
    title = f"Retrain{f' up to {day}' if day else ''}: {decision['outcome']}"
    promotes = decision["outcome"] == Outcome.PROMOTE and decision["mode"] == Mode.ENFORCE
    result = replace(run, title=title, changed=True, promoted=promotes)
    text = pull_request_body(shell, result)
    _copy_pages(run.report.parent)
    shell.run("git", "add", "--all")
    shell.run("git", "commit", "--quiet", "--message", title)
    if promotes:
        shell.run("retrain", "promote")
    return result, text


def _fetch_data(shell: Shell) -> None:
    """Fetches the files that DVC tracks: the newest version of imports, others as committed."""
    shell.run("retrain", "promote", "--restore")
    for name in shell.output("git", "ls-files", "*.dvc").split():
        if read_yaml(Path(name)).get("deps"):
            shell.run("dvc", "update", "--quiet", name)
        elif name != str(paths.PRODUCTION_POINTER) and not shell.attempt("dvc", "checkout", "--quiet", name):
            shell.run("dvc", "pull", "--quiet", name)


def _production_score(task: Task) -> str:
    """A sentence on the score of the production model on the newest labelled rows."""
    production = comparable(load_production(), task)
    if production is None:
        return "No model of this task serves yet."
    seen = [TrainingFingerprints.read(paths.PRODUCTION)]
    rows = unseen_rows(read_table(paths.split_file(Split.RECENT)), Split.RECENT, task, seen).rows
    return f"The model that serves, {production.digest}, {_score_text(production, rows, task)}"


def _score_text(production: Classifier, rows: "pd.DataFrame", task: Task) -> str:
    if rows.empty:
        return "was trained on every recent row: there is no new label to score it on."
    predicted = production.predict(TableColumns(raw_rows(rows, task))).prediction
    figures = classification_scores(rows[task.label].to_numpy(dtype=object), predicted)
    macro_f1, accuracy = (f"{figures[name]:.4f}" for name in ("macro_f1", "accuracy"))
    return f"has macro F1 {macro_f1} and accuracy {accuracy} on {len(rows)} recent rows."


def _copy_pages(folder: Path) -> None:
    """Copies the pages of the reports for the job's artifacts, before a promotion rewrites them."""
    folder.mkdir(parents=True)
    for page in (*Path("reports").glob("*.html"), *Path("reports").glob("*.pdf")):
        shutil.copyfile(page, folder / page.name)
