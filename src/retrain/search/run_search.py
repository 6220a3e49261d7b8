"""A search: rebuilt from its ledger, gone on with, and summed up."""

import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from typing import Any

import pandas as pd
import yaml

import retrain
from retrain.launcher import launched
from retrain.ml_configuration import paths
from retrain.ml_configuration.search import Scalar, SearchSections
from retrain.pipeline.checkpoints import LIBRARIES
from retrain.pytorch import arithmetic
from retrain.search import Record, State, best_record, charts_page, run_study
from retrain.search.trial import Trials, check_space, split_digests
from retrain.search.trial_store import LedgerFolder, ledger_folder
from retrain.workspace.csv_tables import write_table
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import write_document
from retrain.workspace.progress import progress
from retrain.workspace.work_dir import exclusive_lock

CODE = (
    "featurizers",
    "inference",
    "pytorch",
    "search",
    "pipeline/ageing.py",
    "pipeline/featurize.py",
    "pipeline/trial.py",
)


def search(sections: SearchSections) -> None:
    """Runs or finishes the search, and writes `reports/search/`: trials, metrics, the best one, a page of pictures.

    Raises:
        InputError: the space is refused, the search was begun with something else, or no trial is
            complete.
    """
    check_space(sections)
    ledger, asked = LedgerFolder(ledger_folder(sections)), sections.search
    with exclusive_lock(f"search-{ledger.folder.name}"):
        ledger.check_made_of(_made_of(sections))
        until = time.monotonic() + 60 * asked.minutes if asked.minutes else float("inf")
        trials = Trials(sections, ledger)
        left = asked.trials - len(ledger.records())
        with progress("trials", left) as step, launched(sections.launcher) as workers:

            def start(number: int) -> Future[None]:
                running = workers.submit(trials.work, number)
                running.add_done_callback(lambda _: step(f"trial {number} has ended"))
                return running

            study = run_study(asked, ledger, start, lambda: time.monotonic() > until)
        records = ledger.records()[: len(study.trials)]
    best = best_record(records)
    rmtree(paths.SEARCH, ignore_errors=True)
    write_table(_table(records, sections), paths.SEARCH / "trials.csv")
    write_document(_metrics(records, best, sections), paths.SEARCH / "metrics.json")
    (paths.SEARCH / "index.html").write_text(charts_page(study, asked.objectives), encoding="utf-8")
    text = yaml.safe_dump(_nested(best.mutations), sort_keys=False)
    (paths.SEARCH / "best.yaml").write_text(text, encoding="utf-8")


def _made_of(sections: SearchSections) -> dict[str, object]:
    """Everything that decides the bits of every trial, by dotted key, but how many they are and what is searched."""
    root = Path(retrain.__path__[0])
    parts = {
        **sections.model_dump(
            mode="json", exclude={"launcher": True, "search": {"trials", "minutes"}, "training": {"audit_key"}}
        ),
        "data": split_digests(),
        "code": {name: _code_digest(root / name) for name in CODE},
        "libraries": {name: version(name) for name in (*LIBRARIES, "optuna", "cmaes")},
        "arithmetic": list(arithmetic(sections.training.accelerator)),
    }
    (flat,) = pd.json_normalize(parts).to_dict("records")
    return {str(key): value for key, value in flat.items() if key not in sections.search.space}


def _code_digest(place: Path) -> str:
    """16 hexadecimal digits of a module, or of the modules in a folder."""
    files = [place] if place.is_file() else sorted(place.glob("*.py"))
    return blake2b("".join(map(file_digest, files)).encode(), digest_size=8).hexdigest()


def _table(records: list[Record], sections: SearchSections) -> pd.DataFrame:
    """One row a trial: number, state, the objectives, epochs, and each parameter; empty where it was not tried."""
    names = [objective.value for objective in sections.search.objectives]
    rows = [
        {"number": record.number, "state": record.state.value, "epochs": len(record.reports)}
        | record.scores(sections.search)
        | record.mutations
        for record in records
    ]
    return pd.DataFrame(rows, columns=["number", "state", *names, "epochs", *sections.search.space])


def _metrics(records: list[Record], best: Record, sections: SearchSections) -> dict[str, object]:
    states = Counter(record.state for record in records)
    trials = {state.value.lower(): states[state] for state in State}
    return {"search": {"best": {"number": best.number, **best.scores(sections.search)}, "trials": trials}}


def _nested(mutations: Mapping[str, Scalar]) -> dict[str, Any]:
    """Dotted parameters as a tree."""
    tree: dict[str, Any] = {}
    for name, value in mutations.items():
        *folders, key = name.split(".")
        place = tree
        for folder in folders:
            place = place.setdefault(folder, {})
        place[key] = value
    return tree
