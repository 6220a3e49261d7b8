"""A search from outside: started, started afresh, looked at while it runs, adopted."""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from shutil import rmtree, which
from statistics import median

import yaml

from retrain.ml_configuration import InputError, paths
from retrain.ml_configuration.search import Search, SearchSections
from retrain.search import Record, State, Study, best_record, charts_page, replayed, write_journal
from retrain.search.trial_store import LedgerFolder, ledger_folder
from retrain.workspace.atomic import replace_file
from retrain.workspace.json_files import needed, read_document
from retrain.workspace.shell import Shell

PIPELINE = "search/dvc.yaml"
DASHBOARD = "optuna-dashboard"
PACE = 20
TUNED = Path("conf/tuned")


def run_search(sections: SearchSections, *, new_study: bool, dry_run: bool) -> None:
    """Runs the search's pipeline.

    Args:
        sections: which search.
        new_study: forget the trials that were kept.
        dry_run: print only.

    Raises:
        InputError: the pipeline failed.
    """
    folder = ledger_folder(sections)
    if new_study:
        print(f"$ rm -r {folder}")  # noqa: T201
        if not dry_run:
            rmtree(folder, ignore_errors=True)
    Shell(dry_run).run("dvc", "repro", *(["--force"] if new_study else []), PIPELINE)


def search_status(sections: SearchSections) -> str:
    """How many trials have ended and how, about how long the others will take, and the best trial."""
    search, ledger = sections.search, LedgerFolder(ledger_folder(sections))
    records = ledger.records()
    counts = Counter(record.state for record in records)
    ended = ", ".join(f"{counts[state]} {state.value.lower()}" for state in State)
    lines = [f"{len(records)} of {search.trials} trials have ended: {ended}."]
    if left := _minutes_left(ledger, records, search):
        lines.append(f"The others take about {left:.0f} minutes at the pace of the last ones.")
    if counts[State.COMPLETE]:
        lines.append(_told(best_record(records), search))
    return "\n".join(lines)


def draw_search(sections: SearchSections) -> Path:
    """Draws the page of a search that may still run, from the trials that have ended; its file."""
    page = paths.SEARCH / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(charts_page(_so_far(sections), sections.search.objectives), encoding="utf-8")
    return page


def open_dashboard(sections: SearchSections, *, dry_run: bool) -> None:
    """Writes the trials that have ended as an Optuna journal, and serves it with optuna-dashboard.

    Raises:
        InputError: it is not installed.
    """
    journal = ledger_folder(sections) / "journal.log"
    write_journal(_so_far(sections), journal)
    if not dry_run and which(DASHBOARD) is None:
        raise InputError(f"{journal} is written; to look at it install the dashboard: pip install {DASHBOARD}")
    Shell(dry_run).run(DASHBOARD, str(journal))


def adopt(task: str, network: str) -> Path:
    """The file in `conf/tuned/` that holds what the best trial tried; composing takes it up from then on.

    Raises:
        InputError: no search has ended.
    """
    best = needed(paths.SEARCH / "best.yaml", "`dvc repro search/dvc.yaml`")
    found = yaml.safe_load(best.read_text(encoding="utf-8"))
    score = read_document(paths.SEARCH / "metrics.json")["search"]["best"]
    told = ", ".join(f"{name} {value}" for name, value in score.items())
    file = TUNED / f"{task}_{found.get('network', {}).get('name', network)}.yaml"
    text = f"# @package _global_\n# Found by a search ({told}) on validation; adopted by `retrain search adopt`.\n"
    replace_file(file, f"{text}{yaml.safe_dump(found, sort_keys=False)}".encode())
    return file


def _so_far(sections: SearchSections) -> Study:
    return replayed(sections.search, LedgerFolder(ledger_folder(sections)))


def _told(best: Record, search: Search) -> str:
    values = ", ".join(f"{name} {value:.4f}" for name, value in best.scores(search).items())
    tried = ", ".join(f"{name}={value}" for name, value in best.mutations.items())
    return f"The best is trial {best.number}: {values} with {tried}."


def _minutes_left(ledger: LedgerFolder, records: list[Record], search: Search) -> float:
    """The median time from one end of a trial to the next, which a pause does not move, times the trials to come."""
    ends = sorted(ledger.ended_at(record.number) for record in records)[-PACE:]
    between = [later - earlier for earlier, later in pairwise(ends)]
    return max(search.trials - len(records), 0) * median(between) / 60 if between else 0
