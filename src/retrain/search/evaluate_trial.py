"""Evaluates one trial in a worker, with the pruner that the whole study would have."""

from collections.abc import Callable

import optuna

from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.search import Overrides, Search
from retrain.search.samplers import new_study
from retrain.search.trial_store import TrialRecord, TrialResult, TrialState, TrialStore

ReportEpoch = Callable[[int, float], bool]
Evaluate = Callable[[int, Overrides, ReportEpoch], TrialResult]


class _EpochReports:
    """Called after each epoch: reports its value; returns whether the trial is pruned."""

    def __init__(self, trial: optuna.Trial) -> None:
        self.trial = trial
        self.values: list[tuple[int, float]] = []
        self.pruned = False

    def __call__(self, epoch: int, value: float) -> bool:
        self.values.append((epoch, value))
        if len(self.trial.study.directions) == 1:
            self.trial.report(value, epoch)
            self.pruned = self.trial.should_prune()
        return self.pruned

    @property
    def rungs(self) -> dict[str, float]:
        return dict(self.trial.study.get_trials(deepcopy=False)[self.trial.number].system_attrs)


def evaluate_trial(search: Search, store: TrialStore, number: int, evaluate: Evaluate) -> None:
    """Evaluates a trial whose overrides are stored, and stores its record.

    Its pruner knows the trials that had been told when this one was asked for and no later one, so
    that the record depends on neither the number of workers nor their speed.

    Args:
        search: what is searched.
        store: where trials are stored.
        number: which trial.
        evaluate: (number, overrides, report_epoch) -> result. Equal arguments must give equal
            results. It calls `report_epoch(epoch, value)` with the first objective after each
            epoch, from the first one on, and stops once that returns True: the trial is pruned. It
            raises `InputError` for overrides that cannot be evaluated.
    """
    overrides = dict(store.read_overrides(number) or {})
    reports = _EpochReports(_ask_again(search, store, number))
    end: dict[str, object] = {"state": TrialState.PRUNED}
    try:
        result = evaluate(number, overrides, reports)
        if not reports.pruned:
            end = {"state": TrialState.COMPLETE, **result._asdict()}
    except InputError as error:
        end = {"state": TrialState.FAIL, "failure": str(error)}
    end |= {"reports": tuple(reports.values), "rungs": reports.rungs}
    record = TrialRecord.model_validate({"number": number, "overrides": overrides, **end})
    store.write_record(record)


def _ask_again(search: Search, store: TrialStore, number: int) -> optuna.Trial:
    """The trial, in a study of the trials that its pruner may know."""
    study = new_study(search)
    told = max(number - search.window + 1, 0)
    records = (store.read_record(earlier) for earlier in range(told))
    study.add_trials(_frozen_trial(record) for record in records if record)
    for _ in range(told, number):
        study.ask()
    return study.ask()


def _frozen_trial(record: TrialRecord) -> optuna.trial.FrozenTrial:
    return optuna.trial.create_trial(
        state=optuna.trial.TrialState[record.state],
        values=record.values or None,
        intermediate_values=dict(record.reports),
        system_attrs=dict(record.rungs),
    )
