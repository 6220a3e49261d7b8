"""A pull request is opened by the first client that succeeds, and its token is printed nowhere."""

import os

import pytest
from forge import write_program

from retrain.schedule.forges import open_or_update_pull_request
from retrain.schedule.run_state import PromotionMode, ScheduledRun

FAILS = "import os, sys; sys.exit('broken: ' + os.environ['REPO_TOKEN'])"
OPENS = "print('https://example.org/pull/12')"


@pytest.fixture
def run(tmp_path):
    """A run whose report is there."""
    run = ScheduledRun(PromotionMode.PROPOSE, str(tmp_path / "scheduled/clone-7"), "main", "a" * 40, "")
    run.report.parent.mkdir(parents=True)
    run.report.write_text("The report.")
    return run


@pytest.fixture
def clients(tmp_path, monkeypatch):
    """A function that installs clients of a forge: name -> text of the program."""

    def install(**texts: str) -> None:
        for name, text in texts.items():
            write_program(tmp_path / "bin", name, text)
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin")

    return install


def test_without_a_token_no_client_runs(run, clients, capsys):
    clients(cml=FAILS)
    open_or_update_pull_request(run, "https://example.org/x.git", "")
    assert "no comment was made (there is no REPO_TOKEN)" in capsys.readouterr().out


def test_a_client_that_fails_is_followed_by_the_next(run, clients, capsys):
    clients(cml=FAILS, gh=OPENS)
    open_or_update_pull_request(run, "https://example.org/x.git", "secret-token")
    printed = capsys.readouterr().out
    assert "cml failed" in printed
    assert "gh opened or updated pull request 12" in printed
    assert "secret-token" not in printed


def test_cml_has_to_print_the_number_of_the_pull_request(run, clients, capsys):
    clients(cml="print('done')")
    open_or_update_pull_request(run, "https://example.org/x.git", "secret-token")
    assert "`cml` named no pull request: done" in capsys.readouterr().out
