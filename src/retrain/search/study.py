"""The search: ask, evaluate, keep, tell; at every start it is rebuilt from what was kept."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import optuna
from optuna.trial import TrialState

from retrain.ml_configuration.problems import InputProblem
from retrain.ml_configuration.search import Mutations, Scalar, Search
from retrain.search.records import Evaluated, Failed, Ledger, Record, State, Watch
from retrain.search.samplers import fresh_study
from retrain.search.space import suggest

Evaluate = Callable[[int, Mutations, Watch], Evaluated]


class _Watching:
    """Reports the epochs of a trial to the study, and asks its pruner."""

    def __init__(self, trial: optuna.Trial, *, prunes: bool) -> None:
        self.trial = trial
        self.prunes = prunes
        self.reports: list[tuple[int, float]] = []
        self.pruned = False

    def __call__(self, epoch: int, value: float) -> bool:
        self.reports.append((epoch, value))
        if self.prunes:
            self.trial.report(value, epoch)
            self.pruned = self.trial.should_prune()
        return self.pruned


def run_study(search: Search, ledger: Ledger, evaluate: Evaluate, out_of_time: Callable[[], bool]) -> optuna.Study:
    """The study with all its trials told; those that the ledger holds are not evaluated again.

    The study lies in memory alone. At every start each kept trial is asked, suggested, reported, pruned and told once
    more, which brings sampler and pruner to the very state they had, whatever killed the search. A trial that was
    killed keeps its number and is evaluated again, which may go on from where it was.

    Args:
        search: what is tried; more trials than were kept extend the search.
        ledger: where trials are kept.
        evaluate: number, mutations, watch -> values. It must yield the same for the same, and call the watch after each
            epoch, from the first one on.
        out_of_time: whether no further trial may start.

    Raises:
        InputProblem: a kept trial is not the one that this search asks for.
    """
    with _quiet():
        study = fresh_study(search)
        for number in range(search.trials):
            record = ledger.record(number)
            if record is None and out_of_time():
                break
            trial = study.ask()
            mutations = suggest(trial, search.space)
            _check_kept(ledger.mutations(number), mutations, number)
            watching = _Watching(trial, prunes=len(search.objectives) == 1)
            if record is None:
                ledger.keep_mutations(number, mutations)
                record = _evaluated(number, mutations, watching, evaluate)
                ledger.keep_record(record)
            else:
                for epoch, value in record.reports:
                    watching(epoch, value)
            study.tell(trial, record.values or None, state=TrialState[record.state])
    return study


def best_record(records: Sequence[Record]) -> Record:
    """The complete trial with the highest value of the first objective, of equal ones the first.

    Raises:
        InputProblem: no trial is complete.
    """
    complete = [record for record in records if record.state is State.COMPLETE]
    if not complete:
        failures = sorted({record.failure for record in records if record.failure})
        raise InputProblem(f"no trial of {len(records)} is complete{': ' if failures else ''}{'; '.join(failures[:3])}")
    return max(complete, key=lambda record: (record.values[0], -record.number))


def _evaluated(number: int, mutations: dict[str, Scalar], watching: _Watching, evaluate: Evaluate) -> Record:
    def ended(state: State, **found: object) -> Record:
        given = {"number": number, "mutations": mutations, "state": state, "reports": tuple(watching.reports), **found}
        return Record.model_validate(given)

    try:
        found = evaluate(number, mutations, watching)
    except Failed as failure:
        return ended(State.FAIL, failure=str(failure))
    return ended(State.PRUNED) if watching.pruned else ended(State.COMPLETE, values=found.values, weights=found.weights)


def _check_kept(kept: Mutations | None, asked: Mutations, number: int) -> None:
    if kept is not None and dict(kept) != dict(asked):
        raise InputProblem(f"trial {number} was kept as {dict(kept)}, and this search asks for {dict(asked)}")


@contextmanager
def _quiet() -> Iterator[None]:
    before = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    try:
        yield
    finally:
        optuna.logging.set_verbosity(before)
