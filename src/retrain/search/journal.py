"""A study as a file that optuna-dashboard opens."""

from pathlib import Path

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

from retrain.search.study import quiet


def write_journal(study: optuna.Study, file: Path) -> None:
    """Writes the trials of a study to an Optuna journal, instead of the one that was there; makes its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with quiet():
        storage = JournalStorage(JournalFileBackend(str(file)))
        copy = optuna.create_study(storage=storage, study_name=study.study_name, directions=study.directions)
        copy.add_trials(study.get_trials(deepcopy=False))
