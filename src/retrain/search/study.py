"""The search: ask, evaluate, keep, tell; at every start it is rebuilt from what was kept."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from enum import Enum
from pathlib import Path
from typing import TypeAlias

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from optuna.trial import TrialState

from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.search import Mutations, Search
from retrain.search.samplers import fresh_study
from retrain.search.space import suggest
from retrain.search.trial_record import Ledger, Record, State

Start = Callable[[int], Future[None]]
Study: TypeAlias = optuna.Study


class Step(Enum):
    """What happens to a trial in the study."""

    ASK = "ask"
    TELL = "tell"


def steps(window: int, trials: int) -> Iterator[tuple[Step, int]]:
    """The order in which trials are asked for and told, whatever order they end in.

    So many are asked for at first; after each that is told, the next one.
    """
    yield from ((Step.ASK, number) for number in range(min(window, trials)))
    for number in range(trials):
        yield Step.TELL, number
        if number + window < trials:
            yield Step.ASK, number + window


def run_study(search: Search, ledger: Ledger, start: Start, out_of_time: Callable[[], bool]) -> Study:
    """The study with all its trials told; those that the ledger holds are not evaluated again.

    The study lies in memory alone. At every start each kept trial is asked for, suggested, reported
    and told once more, which brings the sampler to the very state it had, whatever killed the
    search. A trial that was killed keeps its number and is evaluated again, which may go on from
    where it was.

    Args:
        search: what is tried; more trials than were kept extend the search.
        ledger: where trials are kept.
        start: has the trial of a number evaluated somewhere; its record is kept when the future is
            done.
        out_of_time: whether no further trial may be asked for.

    Raises:
        InputError: a kept trial is not the one that this search asks for.
    """
    study, limit = fresh_study(search), search.trials
    asked, running = dict[int, optuna.Trial](), dict[int, Future[None]]()
    for trial in search.enqueue:
        study.enqueue_trial(dict(trial))
    for step, number in steps(search.window, search.trials):
        record = ledger.record(number)
        if step is Step.ASK and record is None and out_of_time():
            limit = min(limit, number)
        if number >= limit:
            continue
        if step is Step.TELL:
            _tell(study, asked.pop(number), record or _awaited(running.pop(number), ledger, number))
            continue
        asked[number] = study.ask()
        mutations = suggest(asked[number], search.space)
        _check_kept(ledger.mutations(number), mutations, number)
        if record is None:
            ledger.keep_mutations(number, mutations)
            running[number] = start(number)
    return study


def replayed(search: Search, ledger: Ledger) -> Study:
    """The study as far as the ledger goes; nothing is evaluated."""

    def never(number: int) -> Future[None]:
        raise AssertionError(number)

    return run_study(search, ledger, never, lambda: True)


def write_journal(study: Study, file: Path) -> None:
    """Writes the trials of a study to an Optuna journal, instead of the one that was there; makes its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    storage = JournalStorage(JournalFileBackend(str(file)))
    copy = optuna.create_study(storage=storage, study_name=study.study_name, directions=study.directions)
    copy.add_trials(study.get_trials(deepcopy=False))


def best_record(records: Sequence[Record]) -> Record:
    """The complete trial with the highest value of the first objective, of equal ones the first.

    Raises:
        InputError: no trial is complete.
    """
    complete = [record for record in records if record.state is State.COMPLETE]
    if not complete:
        failures = sorted({record.failure for record in records if record.failure})
        raise InputError(f"no trial of {len(records)} is complete{': ' if failures else ''}{'; '.join(failures[:3])}")
    return max(complete, key=lambda record: (record.values[0], -record.number))


def _tell(study: Study, trial: optuna.Trial, record: Record) -> None:
    if len(study.directions) == 1:
        for epoch, value in record.reports:
            trial.report(value, epoch)
    study.tell(trial, record.values or None, state=TrialState[record.state])


def _awaited(running: Future[None], ledger: Ledger, number: int) -> Record:
    running.result()
    record = ledger.record(number)
    if record is None:
        raise InputError(f"trial {number} has ended and left no result; do all workers see the same work folder?")
    return record


def _check_kept(kept: Mutations | None, asked: Mutations, number: int) -> None:
    if kept is not None and dict(kept) != dict(asked):
        raise InputError(f"trial {number} was kept as {dict(kept)}, and this search asks for {dict(asked)}")
