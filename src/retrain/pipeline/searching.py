"""A search from outside: started, started afresh, looked at while it runs."""

from collections import Counter
from shutil import rmtree

from retrain.ml_configuration.stages import SearchSections
from retrain.pipeline.commands import Shell
from retrain.pipeline.ledger import LedgerFolder, ledger_folder
from retrain.search import State, best_record

PIPELINE = "search/dvc.yaml"


def run_search(sections: SearchSections, *, new_study: bool, dry_run: bool) -> None:
    """Runs the search's pipeline.

    Args:
        sections: which search.
        new_study: forget the trials that were kept.
        dry_run: print only.

    Raises:
        InputProblem: the pipeline failed.
    """
    folder = ledger_folder(sections)
    if new_study:
        print(f"$ rm -r {folder}")  # noqa: T201
        if not dry_run:
            rmtree(folder, ignore_errors=True)
    Shell(dry_run).run("dvc", "repro", *(["--force"] if new_study else []), PIPELINE)


def search_status(sections: SearchSections) -> str:
    """How many trials have ended and how, and the best of them."""
    records = LedgerFolder(ledger_folder(sections)).records()
    counts = Counter(record.state for record in records)
    ended = ", ".join(f"{counts[state]} {state.value.lower()}" for state in State)
    lines = [f"{len(records)} of {sections.search.trials} trials have ended: {ended}."]
    if counts[State.COMPLETE]:
        best = best_record(records)
        names = (objective.value for objective in sections.search.objectives)
        values = ", ".join(f"{name} {value:.4f}" for name, value in zip(names, best.values, strict=True))
        tried = ", ".join(f"{name}={value}" for name, value in best.mutations.items())
        lines.append(f"The best is trial {best.number}: {values} with {tried}.")
    return "\n".join(lines)
