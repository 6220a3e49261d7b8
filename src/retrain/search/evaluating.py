"""One trial, evaluated wherever there is room."""

from collections.abc import Callable

from retrain.ml_configuration.search import Mutations, Search
from retrain.search.records import Evaluated, Failed, Ledger, Record, State, Watch
from retrain.search.study import Rebuilt, Step, quiet, steps
from retrain.search.watching import Watching

Evaluate = Callable[[int, Mutations, Watch], Evaluated]


def evaluate_trial(search: Search, ledger: Ledger, number: int, evaluate: Evaluate) -> None:
    """Evaluates the trial of a number, which was asked for, and keeps its record.

    Its pruner knows the trials that had been told when it was asked for, and no later one: the record depends on
    neither the number of workers nor their speed.

    Args:
        search: what is tried.
        ledger: where trials are kept.
        number: which trial.
        evaluate: number, mutations, watch -> values. It must yield the same for the same, and call the watch after each
            epoch, from the first one on.
    """
    mutations = dict(ledger.mutations(number) or {})
    with quiet():
        watching = _rebuilt(search, ledger, number).watching(number)
        ledger.keep_record(_evaluated(number, mutations, watching, evaluate))


def _rebuilt(search: Search, ledger: Ledger, number: int) -> Rebuilt:
    """The study as it was when this trial had been asked for."""
    rebuilt = Rebuilt(search, ledger.mutations)
    for step, other in steps(search.window, search.trials):
        if step is Step.ASK:
            rebuilt.ask(other)
            if other == number:
                break
        elif record := ledger.record(other):
            rebuilt.tell(record)
    return rebuilt


def _evaluated(number: int, mutations: Mutations, watching: Watching, evaluate: Evaluate) -> Record:
    def ended(state: State, **found: object) -> Record:
        given = {"number": number, "mutations": mutations, "state": state, "reports": tuple(watching.reports), **found}
        return Record.model_validate(given)

    try:
        found = evaluate(number, mutations, watching)
    except Failed as failure:
        return ended(State.FAIL, failure=str(failure))
    return ended(State.PRUNED) if watching.pruned else ended(State.COMPLETE, values=found.values, weights=found.weights)
