"""A committed override promotes a model that the decision does not promote."""

import shlex

import pytest


@pytest.mark.long
def test_an_override_promotes_only_after_it_is_committed(repository):
    repository.replace("reports/decision.json", '"outcome": "promote"', '"outcome": "review"')
    why = "The new tariff matters more than the label that fell."
    *_, add, commit, promote = repository.run(
        "retrain", "decision", "override", "--why", why, "--looked-at", "L1"
    ).splitlines()
    assert "has uncommitted changes" in repository.run(*shlex.split(promote), code=2)
    for line in (add, commit, promote):
        repository.run(*shlex.split(line))
    digest = repository.json("judge/best/best.json")["digest"]
    subject = f"Promote {digest} into production on an override by team@example.org"
    assert repository.run("git", "log", "-1", "--format=%s").strip() == subject
    production, retrained = (repository.text(f"models/{model}/manifest.json") for model in ("production", "retrained"))
    assert production == retrained
    assert repository.status() == ""
