"""Predictions to a decision."""

import pandas as pd

from retrain.decision import Flip, compare, flips, judge
from retrain.ml_configuration import Split, paths
from retrain.ml_configuration.stages import DecideSections
from retrain.pipeline.court_evidence import read_evidence
from retrain.pipeline.tables import write_spreadsheet


def decide(sections: DecideSections) -> None:
    """Writes `reports/decision.json`, `reports/comparison.json`, and by id the recent rows that an expert looks at."""
    evidence = read_evidence(sections.task)
    decision, comparison = judge(sections.decision, evidence), compare(evidence)
    paths.DECISION.write_text(decision.to_json(), encoding="utf-8")
    paths.COMPARISON.write_text(comparison.to_json(), encoding="utf-8")
    found = flips(evidence.holdouts[Split.RECENT], comparison.labels, evidence.severity)
    write_spreadsheet(pd.DataFrame(found, columns=Flip._fields), paths.FLIPS)
