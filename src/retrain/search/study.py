"""The ask-and-tell loop of a study, which is rebuilt from the stored trials at every start."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from enum import Enum
from pathlib import Path
from typing import TypeAlias, cast

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.search import Choice, Dimension, IntRange, Overrides, Scalar, Search
from retrain.search.samplers import new_study
from retrain.search.trial_store import TrialRecord, TrialState, TrialStore

Submit = Callable[[int], Future[None]]
OutOfTime = Callable[[], bool]
Study: TypeAlias = optuna.Study


class Step(Enum):
    """What happens to a trial in the study."""

    ASK = "ask"
    TELL = "tell"


def ask_and_tell_order(window: int, trials: int) -> Iterator[tuple[Step, int]]:
    """The fixed order of Optuna's `ask` and `tell` calls, whatever order the trials finish in.

    The first `window` trials start at once; each `tell` makes room for one more.
    """
    yield from ((Step.ASK, number) for number in range(min(window, trials)))
    for number in range(trials):
        yield Step.TELL, number
        if number + window < trials:
            yield Step.ASK, number + window


def run_study(search: Search, store: TrialStore, submit: Submit, out_of_time: OutOfTime) -> Study:
    """The study with all its trials; trials that are stored already are not evaluated again.

    The study is in memory only. At every start each stored trial is replayed through `ask`,
    `suggest`, `report` and `tell`, which restores the exact state of the sampler however the search was killed.
    A trial that was killed keeps its number and is evaluated again, from its checkpoint if it has
    one.

    Args:
        search: what to search; more trials than are stored extend the search.
        store: where trials are stored.
        submit: starts the evaluation of a trial; its record is stored once the future is done.
        out_of_time: whether no further trial may be started.

    Raises:
        InputError: a stored trial is not the one that this search suggests.
    """
    study = new_study(search)
    for overrides in search.enqueue:
        study.enqueue_trial(dict(overrides))
    limit = search.trials
    trials: dict[int, optuna.Trial] = {}
    futures: dict[int, Future[None]] = {}
    for step, number in ask_and_tell_order(search.window, search.trials):
        record = store.read_record(number)
        if step is Step.ASK and record is None and out_of_time():
            limit = min(limit, number)
        if number >= limit:
            continue
        if step is Step.TELL:
            finished = record or _wait_for_record(futures.pop(number), store, number)
            _tell(study, trials.pop(number), finished)
            continue
        trials[number] = study.ask()
        suggested = suggest(trials[number], search.space)
        _check_stored(store.read_overrides(number), suggested, number)
        if record is None:
            store.write_overrides(number, suggested)
            futures[number] = submit(number)
    return study


def replay_study(search: Search, store: TrialStore) -> Study:
    """The study of the stored trials, up to the first one that has not finished."""

    def submit_nothing(number: int) -> Future[None]:
        raise AssertionError(number)

    return run_study(search, store, submit_nothing, lambda: True)


def suggest(trial: optuna.Trial, space: Mapping[str, Dimension]) -> dict[str, Scalar]:
    """Dotted parameter -> value, for the parameters whose `when` holds."""
    overrides: dict[str, Scalar] = {}
    for name, dimension in space.items():
        if all(overrides.get(other) in values for other, values in dimension.when.items()):
            overrides[name] = _suggest_value(trial, name, dimension)
    return overrides


def best_record(records: Sequence[TrialRecord]) -> TrialRecord:
    """The complete trial with the highest value of the first objective; the first of equal ones.

    Raises:
        InputError: no trial is complete.
    """
    complete = [record for record in records if record.state is TrialState.COMPLETE]
    if not complete:
        failures = sorted({record.failure for record in records if record.failure})
        reasons = f": {'; '.join(failures[:3])}" if failures else ""
        raise InputError(f"no trial of {len(records)} is complete{reasons}")
    return max(complete, key=lambda record: (record.values[0], -record.number))


def write_journal(study: Study, file: Path) -> None:
    """Writes the trials of a study to a new Optuna journal, in place of an earlier one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    storage = JournalStorage(JournalFileBackend(str(file)))
    name = study.study_name
    copy = optuna.create_study(storage=storage, study_name=name, directions=study.directions)
    copy.add_trials(study.get_trials(deepcopy=False))


def _suggest_value(trial: optuna.Trial, name: str, dimension: Dimension) -> Scalar:
    if isinstance(dimension, Choice):
        return cast("Scalar", trial.suggest_categorical(name, dimension.choices))
    if isinstance(dimension, IntRange):
        return trial.suggest_int(name, dimension.low, dimension.high, log=dimension.log)
    return trial.suggest_float(name, dimension.low, dimension.high, log=dimension.log)


def _tell(study: Study, trial: optuna.Trial, record: TrialRecord) -> None:
    if len(study.directions) == 1:
        for epoch, value in record.reports:
            trial.report(value, epoch)
    study.tell(trial, record.values or None, state=optuna.trial.TrialState[record.state])


def _wait_for_record(future: Future[None], store: TrialStore, number: int) -> TrialRecord:
    future.result()
    record = store.read_record(number)
    if record is None:
        remedy = "check that all workers see the same work folder"
        raise InputError(f"trial {number} finished without a result; {remedy}")
    return record


def _check_stored(stored: Overrides | None, suggested: Overrides, number: int) -> None:
    if stored is not None and dict(stored) != dict(suggested):
        values = f"{dict(stored)}, but this search suggests {dict(suggested)}"
        raise InputError(f"trial {number} is stored with {values}")
