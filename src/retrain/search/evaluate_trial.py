"""One trial, evaluated wherever there is room."""

from collections.abc import Callable

import optuna
from optuna.trial import TrialState, create_trial

from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.search import Mutations, Search
from retrain.search.samplers import fresh_study
from retrain.search.trial_record import Evaluated, Ledger, Record, State, Watch

Evaluate = Callable[[int, Mutations, Watch], Evaluated]


class _Watching:
    """Reports the epochs of a trial, and asks its pruner."""

    def __init__(self, trial: optuna.Trial) -> None:
        self.trial = trial
        self.reports: list[tuple[int, float]] = []
        self.pruned = False

    def __call__(self, epoch: int, value: float) -> bool:
        self.reports.append((epoch, value))
        if len(self.trial.study.directions) == 1:
            self.trial.report(value, epoch)
            self.pruned = self.trial.should_prune()
        return self.pruned

    @property
    def rungs(self) -> dict[str, float]:
        return dict(self.trial.study.get_trials(deepcopy=False)[self.trial.number].system_attrs)


def evaluate_trial(search: Search, ledger: Ledger, number: int, evaluate: Evaluate) -> None:
    """Evaluates the trial of a number, which was asked for, and keeps its record.

    Its pruner knows the trials that had been told when it was asked for, and no later one: the
    record depends on neither the number of workers nor their speed.

    Args:
        search: what is tried.
        ledger: where trials are kept.
        number: which trial.
        evaluate: number, mutations, watch -> values. It must yield the same for the same, and tell
            the watch the value of the first objective after each epoch, from the first one on,
            until that is True: the trial is given up. An `InputError` says that it cannot be
            evaluated, today or ever.
    """
    watching, mutations = _Watching(_asked(search, ledger, number)), dict(ledger.mutations(number) or {})
    try:
        found = evaluate(number, mutations, watching)
        ended = {"state": State.PRUNED} if watching.pruned else {"state": State.COMPLETE, **found._asdict()}
    except InputError as problem:
        ended = {"state": State.FAIL, "failure": str(problem)}
    told = {"reports": tuple(watching.reports), "rungs": watching.rungs}
    ledger.keep_record(Record.model_validate({"number": number, "mutations": mutations, **told, **ended}))


def _asked(search: Search, ledger: Ledger, number: int) -> optuna.Trial:
    """The trial among those that its pruner may know."""
    study, told = fresh_study(search), max(number - search.window + 1, 0)
    study.add_trials(_frozen(record) for other in range(told) if (record := ledger.record(other)))
    for _ in range(told, number):
        study.ask()
    return study.ask()


def _frozen(record: Record) -> optuna.trial.FrozenTrial:
    return create_trial(
        state=TrialState[record.state],
        values=record.values or None,
        intermediate_values=dict(record.reports),
        system_attrs=dict(record.rungs),
    )
