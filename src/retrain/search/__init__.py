"""Hyperparameter search with Optuna: a study that is rebuilt from its stored trials at every start.

May import `retrain.ml_configuration`, `retrain.workspace`, `retrain.model`, `retrain.pipeline`, the
bricks that train, plotly, and optuna, which no other package imports.
"""

from retrain.search.charts import charts_page
from retrain.search.evaluate_trial import ReportEpoch, evaluate_trial
from retrain.search.study import Study, best_record, replay_study, run_study, suggest, write_journal
from retrain.search.trial_store import TrialRecord, TrialResult, TrialState, TrialStore

__all__ = [
    "ReportEpoch",
    "Study",
    "TrialRecord",
    "TrialResult",
    "TrialState",
    "TrialStore",
    "best_record",
    "charts_page",
    "evaluate_trial",
    "replay_study",
    "run_study",
    "suggest",
    "write_journal",
]
