"""Charts of a study, on one page that works offline."""

from collections.abc import Sequence
from typing import Any

import optuna

MIN_COMPLETE = 2
HEAD = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Search</title></head><body>'


def charts_page(study: optuna.Study, objectives: Sequence[str]) -> str:
    """An HTML page: history, parallel coordinates and slices of the first objective.

    With one objective the page also shows parameter importances and the score after each epoch,
    with several the Pareto front. With fewer than two complete trials it says so instead.
    """
    complete = study.get_trials(deepcopy=False, states=(optuna.trial.TrialState.COMPLETE,))
    if len(complete) < MIN_COMPLETE:
        return f"{HEAD}<p>Fewer than two trials are complete.</p></body></html>\n"
    charts = []
    for number, (title, figure) in enumerate(_figures(study, objectives).items()):
        is_first = number == 0
        html = figure.to_html(full_html=False, include_plotlyjs=is_first, div_id=f"chart-{number}")
        charts.append(f"<h2>{title.capitalize()}</h2>\n{html}")
    return "\n".join([HEAD, *charts, "</body></html>\n"])


def _figures(study: optuna.Study, objectives: Sequence[str]) -> dict[str, Any]:
    from optuna import visualization

    several = len(objectives) > 1
    first: dict[str, Any] = {"target_name": objectives[0]}
    if several:
        first["target"] = lambda trial: trial.values[0]
    figures = {
        "history": visualization.plot_optimization_history(study, **first),
        "parallel coordinates": visualization.plot_parallel_coordinate(study, **first),
        "slices": visualization.plot_slice(study, **first),
    }
    if several:
        figures["Pareto front"] = visualization.plot_pareto_front(study, target_names=[*objectives])
        return figures
    figures["importances"] = visualization.plot_param_importances(study, **first)
    figures["intermediate values"] = visualization.plot_intermediate_values(study)
    return figures
