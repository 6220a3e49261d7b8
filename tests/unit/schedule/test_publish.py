"""A push goes to origin alone, and a token to the host of origin alone."""

import subprocess

import pytest

from retrain.ml_configuration import InputError
from retrain.schedule.publish import credentials, publish, push


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=me", "-c", "user.email=me@example.org")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture(autouse=True)
def origin(tmp_path, monkeypatch):
    """A repository with one commit, and its bare origin."""
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet")
    git("commit", "--quiet", "--allow-empty", "--message", "first")
    git("init", "--quiet", "--bare", "origin.git")
    git("remote", "add", "origin", str(tmp_path / "origin.git"))


def test_a_commit_and_tags_are_pushed_to_origin():
    git("tag", "classifier@v0.0.1")
    push("main", "")
    push("main", "", tags=True)
    refs = subprocess.run(["git", "show-ref"], cwd="origin.git", capture_output=True, text=True, check=True).stdout
    assert [line.split()[1] for line in refs.splitlines()] == ["refs/heads/main", "refs/tags/classifier@v0.0.1"]


def test_a_token_goes_to_its_host_alone_and_only_over_http():
    assert credentials("git@example.org:team/x.git", "secret") == credentials("https://example.org/x", "") == {}
    assert credentials("https://example.org/team/x.git", "secret")["GIT_CONFIG_KEY_0"] == (
        "http.https://example.org/.extraHeader"
    )


def test_without_a_retrain_there_is_nothing_to_publish():
    with pytest.raises(InputError, match="run `retrain scheduled` first"):
        publish("")
