"""`retrain report`: the last run on the terminal."""

import runpy
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from retrain.configuration import read_params, validate
from retrain.judge.decide import write_decision
from retrain.judge.drift import measure_drift
from retrain.judge.predict_holdouts import predict_holdouts
from retrain.ml_configuration import paths, stages
from retrain.pipeline.evaluate import evaluate
from retrain.workspace.json_files import write_document
from retrain.workspace.stage_costs import read_stage_costs, record_stage_cost

SCRIPTS = Path(__file__).parents[3] / "src"


def test_plots_are_drawn_without_a_network(workplace, repository, retrain, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", SimpleNamespace(javascript_bundle=lambda: "vega = {100%}"))
    Path(".dvc/plots").mkdir(parents=True)
    assert retrain("report", "plots", "--dry-run")[0] == 0
    assert not Path(".dvc/plots/offline.html").exists()
    code, out, _ = retrain("report", "plots")
    page = Path(".dvc/plots/offline.html").read_text()
    assert (code, repository.calls) == (0, ["config --local plots.html_template plots/offline.html"])
    assert "<script>vega = {100%}</script>" in page
    assert "{plot_divs}" in page
    assert "http" not in page
    assert ".dvc/plots/offline.html" in out


def test_the_scripts_that_plots_need_are_named(workplace, repository, retrain, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    code, _, err = retrain("report", "plots")
    assert (code, "pip install '.[plots]'" in err) == (2, True)


def test_the_cost_of_the_last_run_of_each_stage_is_kept_outside_the_outputs(workplace, retrain, monkeypatch):
    assert retrain("report", "cost")[0] == 2
    monkeypatch.setattr(sys, "argv", ["stage"])
    for stage in ("filter", "split", "filter"):
        runpy.run_path(str(SCRIPTS / f"{stage}.py"), run_name="__main__")
    assert [cost.stage for cost in read_stage_costs()] in (["split", "filter"], ["filter", "split"])
    assert all(cost.peak_mebibytes > 1 and cost.processor_seconds > 0 < cost.seconds for cost in read_stage_costs())
    code, out, _ = retrain("report", "cost", "--markdown")
    lines = [line.split(" | ")[0] for line in out.splitlines()]
    assert (code, sorted(lines)) == (0, sorted(["| Stage", "| ---", "| split", "| filter", "| together"]))
    assert "Processor seconds" in retrain("report", "cost")[1]


def test_a_stage_that_failed_leaves_the_cost_of_its_last_good_run(workplace):
    with record_stage_cost("train"):
        pass
    before = read_stage_costs()
    with pytest.raises(ValueError, match="broken"), record_stage_cost("train"):
        raise ValueError("broken")
    assert read_stage_costs() == before


def test_the_history_reads_documents_of_every_age(workplace, repository, retrain):
    assert retrain("report", "history")[0] == 2
    paths.DECISION.parent.mkdir(exist_ok=True)
    paths.METRICS.unlink(missing_ok=True)
    ages = (
        ({"schema": 1, "verdict": "promote"}, {"macro_f1": 0.5}),
        (
            {"outcome": "review", "retrained": {"digest": "0123456789abcdef"}, "later": 1},
            {"validation": {"legacy": {"macro_f1": 0.25}, "retrained": {"macro_f1": 0.75, "later": 1}}},
        ),
        ({"outcome": "reject", "retrained": {"digest": "fedcba9876543210"}}, ["no document"]),
    )
    for decision, metrics in ages:
        write_document(decision, paths.DECISION)
        write_document(metrics, paths.METRICS)
        repository.commit_all("judged")
    code, out, _ = retrain("report", "history", "--markdown")
    cells = [line.strip("| ").split(" | ")[1:] for line in out.splitlines()[2:]]
    assert code == 0
    assert [row[:4] for row in cells] == [
        ["—", "—", "—", "—"],
        ["`01234567`", "`review`", "0.250", "0.750"],
        ["`fedcba98`", "`reject`", "—", "—"],
    ]
    assert "01234567" in retrain("report", "history")[1]


def test_the_last_report_is_shown(workplace, retrain):
    code, _, err = retrain("report", "show")
    assert (code, "`make repro`" in err) == (2, True)
    for stage, section in (
        (evaluate, stages.EvaluateSections),
        (predict_holdouts, stages.PredictSections),
        (write_decision, stages.DecideSections),
        (measure_drift, stages.DriftSections),
    ):
        whole = validate(read_params())
        stage(section(**{name: getattr(whole, name) for name in section.model_fields}))
    code, out, _ = retrain("report", "show")
    assert code == 0
    assert [part for part in ("Every check", "Scores of both models", "not registered") if part not in out] == [], out
