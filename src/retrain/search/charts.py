"""Pictures of a study, on one page that opens without a network."""

from collections.abc import Sequence
from typing import Any

import optuna
from optuna.trial import TrialState

ENOUGH = 2
HEAD = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Search</title></head><body>'


def charts_page(study: optuna.Study, objectives: Sequence[str]) -> str:
    """History, parallel coordinates and slices of the first objective.

    Of a single one also importances and epochs, of several the trials that no other one beats in
    all of them. Where fewer than two trials are complete there is nothing to draw, and the page
    says so.
    """
    if len(study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))) < ENOUGH:
        return f"{HEAD}<p>Fewer than two trials are complete.</p></body></html>\n"
    divisions = [
        f"<h2>{name.capitalize()}</h2>\n"
        + figure.to_html(full_html=False, include_plotlyjs=not place, div_id=f"chart-{place}")
        for place, (name, figure) in enumerate(_figures(study, objectives).items())
    ]
    return "\n".join([HEAD, *divisions, "</body></html>\n"])


def _figures(study: optuna.Study, objectives: Sequence[str]) -> dict[str, Any]:
    from optuna import visualization

    several, first = len(objectives) > 1, {"target_name": objectives[0]}
    drawn: dict[str, Any] = {"target": lambda trial: trial.values[0], **first} if several else first
    figures = {
        "history": visualization.plot_optimization_history(study, **drawn),
        "parallel coordinates": visualization.plot_parallel_coordinate(study, **drawn),
        "slices": visualization.plot_slice(study, **drawn),
    }
    if several:
        return figures | {"unbeaten trials": visualization.plot_pareto_front(study, target_names=list(objectives))}
    importances = visualization.plot_param_importances(study, **drawn)
    return figures | {"importances": importances, "intermediate values": visualization.plot_intermediate_values(study)}
