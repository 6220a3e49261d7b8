"""The search stage: runs or resumes the study, and writes its results."""

import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from typing import Any

import pandas as pd
import yaml

import retrain
from retrain.launcher import make_executor
from retrain.ml_configuration import paths
from retrain.ml_configuration.search import Overrides, Search, SearchSections
from retrain.pytorch import LIBRARIES, numeric_environment
from retrain.search.charts import charts_page
from retrain.search.study import Study, best_record, run_study
from retrain.search.trial import check_space, run_trial, split_digests
from retrain.search.trial_store import TrialRecord, TrialState, TrialStore, study_folder
from retrain.workspace.csv_tables import write_table
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import write_json
from retrain.workspace.progress import progress
from retrain.workspace.work_dir import exclusive_lock

CODE = (
    "featurizers",
    "inference",
    "metrics",
    "model/network_logits.py",
    "model/sample_weights.py",
    "pipeline/featurize.py",
    "pytorch",
    "search",
)


def search_hyperparameters(sections: SearchSections) -> None:
    """Runs or resumes the search, and writes trials, metrics and charts to `reports/search/`.

    Raises:
        InputError: the space is refused, the search was started with a different setup, or no trial
            is complete.
    """
    check_space(sections)
    store = TrialStore(study_folder(sections))
    with exclusive_lock(f"search-{store.folder.name}"):
        store.check_fingerprint(search_fingerprint(sections))
        study = _run_trials(sections, store)
        records = store.records()[: len(study.trials)]
    _write_results(sections, study, records)


def search_fingerprint(sections: SearchSections) -> dict[str, object]:
    """Everything that the bits of a trial depend on, by dotted key.

    Left out are the number of trials and the parameters that are searched.
    """
    root = Path(retrain.__path__[0])
    left_out: dict[str, Any] = {
        "launcher": True,
        "search": {"trials", "minutes"},
        "training": {"audit_key"},
    }
    parts = {
        **sections.model_dump(mode="json", exclude=left_out),
        "data": split_digests(),
        "code": {name: _code_digest(root / name) for name in CODE},
        "libraries": {name: version(name) for name in (*LIBRARIES, "optuna", "cmaes")},
        "arithmetic": list(numeric_environment(sections.training.accelerator)),
    }
    (flat,) = pd.json_normalize(parts).to_dict("records")
    return {str(key): value for key, value in flat.items() if key not in sections.search.space}


def _run_trials(sections: SearchSections, store: TrialStore) -> Study:
    """Runs the trials that are not stored yet, each by `run_trial` in a worker."""
    search = sections.search
    deadline = time.monotonic() + 60 * search.minutes if search.minutes else float("inf")
    remaining = search.trials - len(store.records())
    with progress("trials", remaining) as step, make_executor(sections.launcher) as workers:

        def submit(number: int) -> Future[None]:
            future = workers.submit(run_trial, sections, store, number)
            future.add_done_callback(lambda _: step(f"trial {number} has finished"))
            return future

        return run_study(search, store, submit, lambda: time.monotonic() > deadline)


def _write_results(sections: SearchSections, study: Study, records: Sequence[TrialRecord]) -> None:
    best = best_record(records)
    rmtree(paths.SEARCH, ignore_errors=True)
    write_table(_trial_table(records, sections.search), paths.SEARCH / "trials.csv")
    write_json(_metrics(records, best, sections.search), paths.SEARCH / "metrics.json")
    page = charts_page(study, sections.search.objectives)
    (paths.SEARCH / "index.html").write_text(page, encoding="utf-8")
    text = yaml.safe_dump(_nested(best.overrides), sort_keys=False)
    (paths.SEARCH / "best.yaml").write_text(text, encoding="utf-8")


def _trial_table(records: Sequence[TrialRecord], search: Search) -> pd.DataFrame:
    """One row a trial: number, state, objectives, epochs and parameters."""
    names = [objective.value for objective in search.objectives]
    rows = [
        {
            "number": record.number,
            "state": record.state.value,
            "epochs": len(record.reports),
            **record.scores(search),
            **record.overrides,
        }
        for record in records
    ]
    return pd.DataFrame(rows, columns=["number", "state", *names, "epochs", *search.space])


def _metrics(records: Sequence[TrialRecord], best: TrialRecord, search: Search) -> dict[str, object]:
    counts = Counter(record.state for record in records)
    trials = {state.value.lower(): counts[state] for state in TrialState}
    return {"search": {"best": {"number": best.number, **best.scores(search)}, "trials": trials}}


def _nested(overrides: Overrides) -> dict[str, Any]:
    """The overrides as nested mappings, one level for each dot."""
    tree: dict[str, Any] = {}
    for name, value in overrides.items():
        *parents, key = name.split(".")
        section = tree
        for parent in parents:
            section = section.setdefault(parent, {})
        section[key] = value
    return tree


def _code_digest(path: Path) -> str:
    """16 hexadecimal digits of a module, or of the modules in a folder."""
    files = [path] if path.suffix else sorted(path.rglob("*.py"))
    return blake2b("".join(map(file_digest, files)).encode(), digest_size=8).hexdigest()
