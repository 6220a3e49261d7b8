"""The commands of `retrain search`."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from shutil import rmtree, which
from statistics import median

import yaml

from retrain.ml_configuration import InputError, paths
from retrain.ml_configuration.search import Search, SearchSections
from retrain.search.charts import charts_page
from retrain.search.study import Study, best_record, replay_study, write_journal
from retrain.search.trial_store import TrialRecord, TrialState, TrialStore, study_folder
from retrain.workspace.atomic import replace_file
from retrain.workspace.json_files import read_json, require_file
from retrain.workspace.shell import Shell
from retrain.workspace.yaml_files import read_yaml

PIPELINE = "search/dvc.yaml"
DASHBOARD = "optuna-dashboard"
RECENT_TRIALS = 20
TUNED = Path("conf/tuned")


def repro_search(sections: SearchSections, *, new_study: bool, dry_run: bool) -> None:
    """Runs the search pipeline.

    Args:
        sections: the search and its task.
        new_study: delete the stored trials first.
        dry_run: only print the commands.

    Raises:
        InputError: the pipeline failed.
    """
    folder = study_folder(sections)
    if new_study:
        print(f"$ rm -r {folder}")  # noqa: T201
        if not dry_run:
            rmtree(folder, ignore_errors=True)
    Shell(dry_run).run("dvc", "repro", *(["--force"] if new_study else []), PIPELINE)


def search_status(sections: SearchSections) -> str:
    """The number of finished trials by state, the estimated time left, and the best trial."""
    search = sections.search
    store = TrialStore(study_folder(sections))
    records = store.records()
    counts = Counter(record.state for record in records)
    states = ", ".join(f"{counts[state]} {state.value.lower()}" for state in TrialState)
    lines = [f"{len(records)} of {search.trials} trials have finished: {states}."]
    minutes = _minutes_left(store, records, search)
    if minutes:
        lines.append(f"The others take about {minutes:.0f} minutes at the pace of the last ones.")
    if counts[TrialState.COMPLETE]:
        lines.append(_describe(best_record(records), search))
    return "\n".join(lines)


def draw_search(sections: SearchSections) -> Path:
    """Draws the charts of the finished trials, also while the search runs; the page's path."""
    page = paths.SEARCH / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    charts = charts_page(_present_study(sections), sections.search.objectives)
    page.write_text(charts, encoding="utf-8")
    return page


def open_dashboard(sections: SearchSections, *, dry_run: bool) -> None:
    """Writes the finished trials to an Optuna journal, and serves it with optuna-dashboard.

    Raises:
        InputError: optuna-dashboard is not installed.
    """
    journal = study_folder(sections) / "journal.log"
    write_journal(_present_study(sections), journal)
    if not dry_run and which(DASHBOARD) is None:
        raise InputError(f"{journal} is written; to view it install the dashboard: pip install {DASHBOARD}")
    Shell(dry_run).run(DASHBOARD, str(journal))


def adopt_best(task: str, network: str) -> Path:
    """Stores the best trial's overrides in a file of `conf/tuned/`, to be composed; its path.

    Raises:
        InputError: no search has finished.
    """
    best = require_file(paths.SEARCH / "best.yaml", "`dvc repro search/dvc.yaml`")
    overrides = read_yaml(best)
    score = read_json(paths.SEARCH / "metrics.json")["search"]["best"]
    origin = ", ".join(f"{name} {value}" for name, value in score.items())
    file = TUNED / f"{task}_{overrides.get('network', {}).get('name', network)}.yaml"
    comment = f"# Found by a search ({origin}) on validation; adopted by `retrain search adopt`."
    values = yaml.safe_dump(overrides, sort_keys=False)
    replace_file(file, f"# @package _global_\n{comment}\n{values}".encode())
    return file


def _present_study(sections: SearchSections) -> Study:
    return replay_study(sections.search, TrialStore(study_folder(sections)))


def _describe(best: TrialRecord, search: Search) -> str:
    values = ", ".join(f"{name} {value:.4f}" for name, value in best.scores(search).items())
    overrides = ", ".join(f"{name}={value}" for name, value in best.overrides.items())
    return f"The best is trial {best.number}: {values} with {overrides}."


def _minutes_left(store: TrialStore, records: Sequence[TrialRecord], search: Search) -> float:
    """The median time between the ends of two trials, times the number of trials to come."""
    ends = sorted(store.finished_at(record.number) for record in records)[-RECENT_TRIALS:]
    intervals = [later - earlier for earlier, later in pairwise(ends)]
    return max(search.trials - len(records), 0) * median(intervals) / 60 if intervals else 0
