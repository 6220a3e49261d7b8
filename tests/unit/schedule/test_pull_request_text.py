"""The comment on a pull request says what merging does, and fits into one comment."""

import pytest

from retrain.ml_configuration import paths
from retrain.schedule.pull_request_text import MAX_COMMENT, pull_request_body
from retrain.schedule.run_state import PromotionMode, ScheduledRun


class Differences:
    """Stands in for a shell: each diff is a table of a length, and `retrain report` has been removed."""

    def __init__(self, length: int) -> None:
        self.table = "|" * length

    def succeeds(self, *_: str) -> bool:
        return False

    def output(self, *command: str) -> str:
        return self.table if "metrics" in command else ""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A run that promotes automatically, outside of a CI job."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_RUN_ID", "CI_JOB_URL"):
        monkeypatch.delenv(name, raising=False)
    paths.COMMENT.parent.mkdir()
    paths.COMMENT.write_text("The verdict.")
    return ScheduledRun(PromotionMode.AUTOMATIC, "clone", "main", "a" * 40, "", title="Retrain", promoted=True)


def test_the_comment_has_the_effect_of_merging_the_verdict_and_the_differences(run):
    assert pull_request_body(Differences(3), run) == (
        "## Retrain\n\nMerging this promotes the retrained model. It is also pushed to the base branch.\n\n"
        "The verdict.\n\n### What differs in metrics\n\n|||\n"
    )


def test_a_table_that_is_too_long_is_replaced_by_its_command(run):
    assert f"`dvc metrics diff {'a' * 12}` is too long" in pull_request_body(Differences(MAX_COMMENT), run)


def test_a_ci_job_links_its_artifacts(run, monkeypatch):
    monkeypatch.setenv("CI_JOB_URL", "https://example.org/-/jobs/7")
    assert "(https://example.org/-/jobs/7/artifacts/browse)" in pull_request_body(Differences(0), run)
