"""An override promotes only where it is committed by the person who signed it, for this very decision."""

from pathlib import Path

import pytest
import yaml

from retrain.judge.override import committed_override, override_file, write_override
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Outcome
from retrain.ml_configuration.errors import GateFailed, InputError
from retrain.model.model_folder import open_model_folder
from retrain.production.promote import promote_retrained
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import write_json

WHY = "The new tariff matters more than the two labels that fell."


def decide_that(outcome, mode="enforce"):
    retrained = {"digest": open_model_folder(paths.RETRAINED).digest}
    write_json(
        {"outcome": outcome, "mode": mode, "summary": "because", "retrained": retrained, "reasons": []}, paths.DECISION
    )
    paths.COMMENT.write_text("why\n")


@pytest.fixture
def reviewed(workplace, repository):
    """The digest of a model whose decision is review."""
    decide_that("review")
    repository.commit_all("before")
    return open_model_folder(paths.RETRAINED).digest


def edited(file, **changes):
    file.write_text(yaml.safe_dump({**yaml.safe_load(file.read_text()), **changes}))


def test_a_committed_override_promotes_and_the_commit_says_so(reviewed, repository):
    instructions = write_override(WHY, ["L0001", "L0002"])
    assert instructions.splitlines()[1:] == [
        f"git add decisions/{reviewed}/override.yaml",
        f"git commit --message '{WHY}'",
        "retrain promote",
    ]
    repository.commit_all("override")
    promote_retrained()
    assert open_model_folder(paths.PRODUCTION).digest == reviewed
    subject = f"Promote {reviewed} into production on an override by test@example.org"
    assert repository.git("log", "-1", "--format=%s").strip() == subject


def test_an_override_names_the_decision_the_person_and_the_rows(reviewed, repository):
    write_override(WHY, ["L0001"])
    repository.commit_all("override")
    override = committed_override(reviewed)
    assert (override.decision, override.who, override.why) == (Outcome.PROMOTE, "test@example.org", WHY)
    assert (override.decision_sha256, override.looked_at) == (file_digest(paths.DECISION), ("L0001",))


def test_without_a_file_nothing_is_overridden(reviewed):
    assert committed_override(reviewed) is None
    with pytest.raises(GateFailed, match="the decision says review, not promote: because"):
        promote_retrained()


def test_an_override_with_uncommitted_changes_is_refused(reviewed, repository):
    write_override(WHY, ["L0001"])
    with pytest.raises(InputError, match=r"override.yaml has uncommitted changes; run `git add"):
        promote_retrained()
    repository.commit_all("override")
    edited(override_file(reviewed), why="Something else that nobody has signed.")
    with pytest.raises(InputError, match="has uncommitted changes"):
        promote_retrained()


def test_an_override_of_another_decision_is_refused(reviewed, repository):
    write_override(WHY, ["L0001"])
    repository.commit_all("override")
    decide_that("reject")
    with pytest.raises(GateFailed, match=r"overrides another decision than reports/decision.json"):
        promote_retrained()


def test_an_override_that_somebody_else_committed_is_refused(reviewed, repository):
    write_override(WHY, ["L0001"])
    edited(override_file(reviewed), who="chief@example.org")
    repository.commit_all("override")
    with pytest.raises(InputError, match=r"signed by chief@example.org, but committed by test@example.org"):
        promote_retrained()


def test_a_person_may_also_stop_a_promotion(reviewed, repository):
    decide_that("promote")
    write_override(WHY, ["L0001"])
    edited(override_file(reviewed), decision="reject")
    repository.commit_all("override")
    with pytest.raises(GateFailed, match=f"says reject: {WHY}"):
        promote_retrained()


def test_under_a_dry_run_policy_only_an_override_promotes(reviewed, repository):
    decide_that("promote", mode="dry_run")
    with pytest.raises(GateFailed, match="mode is dry_run"):
        promote_retrained()
    write_override(WHY, ["L0001"])
    repository.commit_all("override")
    promote_retrained()
    assert open_model_folder(paths.PRODUCTION).digest == reviewed


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"why": "too short"}, "why"),
        ({"looked_at": []}, "looked_at"),
        ({"decision": "review"}, "decision"),
        ({"decision_sha256": "abc"}, "decision_sha256"),
        ({"when": "yesterday"}, "when"),
        ({"approved": True}, "approved"),
    ],
)
def test_a_field_that_is_wrong_is_named(reviewed, repository, changes, place):
    write_override(WHY, ["L0001"])
    edited(override_file(reviewed), **changes)
    repository.commit_all("override")
    with pytest.raises(InputError, match=rf"override.yaml: {place}: "):
        promote_retrained()


@pytest.mark.parametrize(("text", "message"), [("[", "while parsing"), ("- 1", "document: ")])
def test_a_file_that_is_no_override_is_named(reviewed, text, message):
    override_file(reviewed).parent.mkdir(parents=True)
    override_file(reviewed).write_text(text)
    with pytest.raises(InputError, match=rf"override.yaml: {message}"):
        committed_override(reviewed)


def test_there_has_to_be_a_decision_to_override(reviewed):
    decide_that("identical")
    with pytest.raises(InputError, match="nothing to override"):
        write_override(WHY, ["L0001"])
    Path(paths.DECISION).unlink()
    with pytest.raises(InputError, match=r"decision.json is missing; run `retrain decision judge` first"):
        write_override(WHY, ["L0001"])
