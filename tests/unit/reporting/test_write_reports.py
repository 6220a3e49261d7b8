"""The report stage writes every report of a run, with the numbers of its documents."""

import pytest

from retrain.ml_configuration import InputError, paths, stages
from retrain.reporting.write_reports import TEXT_REPORTS, read_report_model
from retrain.workspace.json_files import read_json


def test_every_report_has_the_outcome(judged):
    judged()
    outcome = read_json(paths.DECISION)["outcome"]
    for path in TEXT_REPORTS:
        assert outcome in path.read_text().lower()


def test_the_reports_get_the_metrics_of_every_epoch(judged, monkeypatch):
    models = []
    monkeypatch.setitem(TEXT_REPORTS, paths.COMMENT, lambda model: models.append(model) or "")
    judged()
    curves = models[0].curves
    assert {"loss", "val/loss", "val/macro_f1"} <= set(curves)
    assert {len(curve) for curve in curves.values()} == {4}


def test_a_missing_document_is_named(workplace, sections):
    with pytest.raises(InputError, match=r"reports/decision\.json is missing; run `make repro`"):
        read_report_model(sections(stages.ReportSections).report)
