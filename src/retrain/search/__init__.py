"""Hyperparameter search: a study that is rebuilt from its ledger at every start.

May import `retrain.ml_configuration`, plotly, and optuna, which no other part imports; knows no
other brick.
"""

from retrain.search.charts import charts_page
from retrain.search.evaluate_trial import evaluate_trial
from retrain.search.space import suggest
from retrain.search.study import Study, best_record, replayed, run_study, write_journal
from retrain.search.trial_record import Evaluated, Ledger, Record, State, Watch

__all__ = [
    "Evaluated",
    "Ledger",
    "Record",
    "State",
    "Study",
    "Watch",
    "best_record",
    "charts_page",
    "evaluate_trial",
    "replayed",
    "run_study",
    "suggest",
    "write_journal",
]
