"""Predictions to a decision."""

import pandas as pd

from retrain.decision import Flip, compare, decide, flips
from retrain.judge.evidence_files import read_evidence
from retrain.ml_configuration import Split, paths
from retrain.ml_configuration.stages import DecideSections
from retrain.workspace.csv_tables import write_spreadsheet


def write_decision(sections: DecideSections) -> None:
    """Writes `reports/decision.json`, `reports/comparison.json`, and by id the recent rows that an expert looks at."""
    evidence = read_evidence(sections.task)
    decision, comparison = decide(sections.decision, evidence), compare(evidence)
    paths.DECISION.write_text(decision.to_json(), encoding="utf-8")
    paths.COMPARISON.write_text(comparison.to_json(), encoding="utf-8")
    found = flips(evidence.holdouts[Split.RECENT], comparison.labels, evidence.severity)
    write_spreadsheet(pd.DataFrame(found, columns=Flip._fields), paths.FLIPS)
