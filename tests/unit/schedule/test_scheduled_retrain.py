"""A scheduled retrain reports its result, and promotes only on a decision that says so."""

import json
from pathlib import Path

import pytest

from retrain.ml_configuration import InputError
from retrain.schedule import scheduled_retrain
from retrain.schedule.run_state import PromotionMode, ScheduledRun, read_run
from retrain.schedule.scheduled_retrain import ConfigEditor, retrain_on_schedule


class RecordingShell:
    """Stands in for a shell: keeps the lines, and has featurize to run."""

    lines: list[str]

    def __init__(self, *_: object, **__: object) -> None:
        """Runs nothing."""

    def run(self, *command: str) -> None:
        self.lines.append(" ".join(command))

    def succeeds(self, *_: str) -> bool:
        return False

    def output(self, *command: str) -> str:
        return "Running stage 'featurize'" if "--dry" in command else "| Path |" if "diff" in command else ""


@pytest.fixture
def lines(tmp_path, monkeypatch):
    """The lines that a retrain runs in a folder that holds a verdict already."""
    monkeypatch.chdir(tmp_path)
    clone = tmp_path / ".work/scheduled/clone-7"
    (clone / "reports").mkdir(parents=True)
    (clone / "params.yaml").write_text("source: {as_of: 2026-01-31}\n")
    (clone / "reports/comment.md").write_text("The verdict.\n")
    (clone / "reports/index.html").write_text("The page.")
    run = ScheduledRun(PromotionMode.AUTOMATIC, str(clone), "main", "a" * 40, "")
    RecordingShell.lines = []
    monkeypatch.setattr(scheduled_retrain, "make_clone", lambda mode, base: run)
    monkeypatch.setattr(scheduled_retrain, "Shell", RecordingShell)
    return RecordingShell.lines


def verdict(outcome: str, mode: str = "enforce") -> None:
    decision = {"outcome": outcome, "mode": mode}
    Path(".work/scheduled/clone-7/reports/decision.json").write_text(json.dumps(decision))


@pytest.mark.parametrize(("outcome", "mode"), [("reject", "enforce"), ("review", "enforce"), ("promote", "dry_run")])
def test_without_a_promotion_the_pull_request_records_the_evaluation(lines, outcome, mode):
    verdict(outcome, mode)
    run = retrain_on_schedule(PromotionMode.AUTOMATIC, "main", ConfigEditor(lambda: None, lambda: None))
    assert lines[-1] == f"git commit --quiet --message Retrain up to 2026-01-31: {outcome}"
    assert "retrain promote" not in lines
    assert (run.changed, run.promoted) == (True, False)
    assert run == read_run()
    text = run.report.read_text()
    assert "Merging this promotes nothing. It records the holdout evaluation" in text
    assert (run.report.parent / "index.html").read_text() == "The page."


def test_a_retrain_that_fails_reports_the_reason_and_publishes_nothing(lines):
    def breaks() -> None:
        raise InputError("`dvc repro` failed")

    with pytest.raises(InputError):
        retrain_on_schedule(PromotionMode.PROPOSE, "main", ConfigEditor(breaks, breaks))
    assert not read_run().changed
    assert read_run().report.read_text() == "The retrain failed: `dvc repro` failed\n"


def test_a_dry_run_neither_trains_nor_judges(lines, monkeypatch):
    run = ScheduledRun(PromotionMode.DRY_RUN, str(Path(".work/scheduled/clone-7").absolute()), "main", "a" * 40, "")
    monkeypatch.setattr(scheduled_retrain, "make_clone", lambda mode, base: run)
    monkeypatch.setattr(scheduled_retrain, "_production_score", lambda task: "It does well.")
    ended = retrain_on_schedule(PromotionMode.DRY_RUN, "main", ConfigEditor(lambda: None, lambda: None))
    assert lines == ["retrain promote --restore", "dvc repro --quiet split"]
    assert ended.title == "A dry run: featurize would run"
    assert not ended.changed
