"""What a scheduled retrain does with a verdict that does not promote."""

import json
from pathlib import Path

import pytest

from retrain.ml_configuration import InputError
from retrain.schedule import scheduled_retrain
from retrain.schedule.publish import credentials
from retrain.schedule.run_state import Manner, Run, read_run
from retrain.schedule.scheduled_retrain import Configuring, retrain_on_schedule


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
    run = Run(Manner.AUTOMATIC, str(clone), "main", "a" * 40, "")
    RecordingShell.lines = []
    monkeypatch.setattr(scheduled_retrain, "make_clone", lambda manner, base: run)
    monkeypatch.setattr(scheduled_retrain, "Shell", RecordingShell)
    return RecordingShell.lines


def verdict(outcome: str, mode: str = "enforce") -> None:
    decision = {"outcome": outcome, "mode": mode}
    Path(".work/scheduled/clone-7/reports/decision.json").write_text(json.dumps(decision))


@pytest.mark.parametrize(("outcome", "mode"), [("reject", "enforce"), ("review", "enforce"), ("promote", "dry_run")])
def test_what_does_not_promote_is_proposed_for_its_look_alone(lines, outcome, mode):
    verdict(outcome, mode)
    run = retrain_on_schedule(Manner.AUTOMATIC, "main", Configuring(lambda: None, lambda: None))
    assert lines[-1] == f"git commit --quiet --message Retrain up to 2026-01-31: {outcome}"
    assert "retrain promote" not in lines
    assert (run.changed, run.promoted) == (True, False)
    assert run == read_run()
    text = run.report.read_text()
    assert "Merging this changes nothing that serves. It records the look" in text
    assert (run.report.parent / "index.html").read_text() == "The page."


def test_a_candidate_that_breaks_leaves_its_reason_and_nothing_to_publish(lines):
    def breaks() -> None:
        raise InputError("`dvc repro` failed")

    with pytest.raises(InputError):
        retrain_on_schedule(Manner.PROPOSE, "main", Configuring(breaks, breaks))
    assert not read_run().changed
    assert read_run().report.read_text() == "The retrain broke: `dvc repro` failed\n"


def test_a_dry_run_neither_trains_nor_judges(lines, monkeypatch):
    run = Run(Manner.DRY_RUN, str(Path(".work/scheduled/clone-7").absolute()), "main", "a" * 40, "")
    monkeypatch.setattr(scheduled_retrain, "make_clone", lambda manner, base: run)
    monkeypatch.setattr(scheduled_retrain, "_legacy_now", lambda task: "It does well.")
    ended = retrain_on_schedule(Manner.DRY_RUN, "main", Configuring(lambda: None, lambda: None))
    assert lines == ["retrain promote --restore", "dvc repro --quiet split"]
    assert ended.title == "A dry run: featurize would run"
    assert not ended.changed


def test_a_token_goes_to_its_host_alone_and_only_over_http():
    assert credentials("git@example.org:team/x.git", "secret") == credentials("https://example.org/x", "") == {}
    assert credentials("https://example.org/team/x.git", "secret")["GIT_CONFIG_KEY_0"] == (
        "http.https://example.org/.extraHeader"
    )
