"""Promotion: copies the retrained model into production, updates its DVC pointer, and commits."""

from pathlib import Path

from retrain.judge.judge_run import PIPELINE, snapshot_best_predictions
from retrain.judge.override import committed_override, override_note
from retrain.ml_configuration import GateFailed, InputError, Outcome, paths
from retrain.ml_configuration.decision import Mode
from retrain.model.classifier import Classifier
from retrain.model.model_folder import contains_model, is_empty
from retrain.production.releases import store_release
from retrain.workspace.atomic import replace_file, replace_folder
from retrain.workspace.json_files import read_json, require_file
from retrain.workspace.shell import Shell, log

ARCHIVED = (paths.DECISION, paths.COMMENT)
COMMITTED = ("models/production.dvc", "dvc.lock", "judge/dvc.lock", "judge/best", "params.yaml", "decisions", "reports")


def promote_retrained(*, dry_run: bool = False) -> None:
    """Copies the retrained model to production, archives its decision, and commits.

    An interrupted promotion is completed by the next call.

    Args:
        dry_run: print the commands without running them.

    Raises:
        GateFailed: neither the decision nor an override promotes the model.
        InputError: there is no decision, it is about another model, or its override is invalid.
    """
    shell = Shell(dry_run)
    digest = Classifier.load(paths.RETRAINED).digest
    if not _is_promoted(digest):
        check_decision(digest)
        _copy_to_production(digest, dry_run=dry_run)
    if not dry_run:
        snapshot_best_predictions(shell, digest)
    track_and_repro(shell)
    message = f"Promote {digest} into production"
    message += override_note(digest)
    commit(shell, message)


def check_decision(digest: str) -> None:
    """Requires that the decision, or an expert's override of it, promotes the model of this digest.

    Raises:
        GateFailed: the outcome is another, or the policy's mode is a dry run.
        InputError: the decision is missing or about another model, or the override is invalid.
    """
    decision = read_json(require_file(paths.DECISION, "`retrain decision judge` first"))
    judged = decision["retrained"]["digest"]
    if judged != digest:
        raise InputError(
            f"{paths.DECISION} judged {judged}, but {paths.RETRAINED} is {digest}; run `retrain decision judge`"
        )
    if committed_override(digest) is not None:
        return
    if decision["outcome"] != Outcome.PROMOTE:
        raise GateFailed(f"the decision says {decision['outcome']}, not promote: {decision['summary']}")
    if decision.get("mode") == Mode.DRY_RUN:
        raise GateFailed("the policy's mode is dry_run: nothing is promoted on its decision")


def track_and_repro(shell: Shell) -> None:
    """Tracks the model in production, and reruns both pipelines."""
    if not shell.dry_run:
        paths.PRODUCTION_POINTER.unlink(missing_ok=True)
    shell.run("dvc", "add", "--quiet", str(paths.PRODUCTION))
    repro_pipelines(shell)


def repro_pipelines(shell: Shell) -> None:
    """Runs the training and the judging pipeline."""
    shell.run("dvc", "repro", "--quiet")
    shell.run("dvc", "repro", "--quiet", PIPELINE)


def commit(shell: Shell, message: str) -> None:
    """Commits the files that a change of production touches, and nothing else."""
    present = [path for path in COMMITTED if Path(path).exists()]
    shell.run("git", "add", *present)
    if shell.dry_run or not shell.succeeds("git", "diff", "--cached", "--quiet", "--", *present):
        shell.run("git", "commit", "--quiet", "--message", message, "--", *present)


def _is_promoted(digest: str) -> bool:
    archived = paths.DECISIONS / digest / paths.DECISION.name
    return archived.is_file() and contains_model(paths.PRODUCTION, digest)


def _copy_to_production(digest: str, *, dry_run: bool) -> None:
    archive = paths.DECISIONS / digest
    documents = " ".join(map(str, ARCHIVED))
    log(f"$ cp -r {paths.RETRAINED} {paths.PRODUCTION} && cp {documents} {archive}/")
    if dry_run:
        return
    for document in ARCHIVED:
        replace_file(archive / document.name, document.read_bytes())
    if not is_empty(paths.PRODUCTION):
        store_release(paths.PRODUCTION)
    replace_folder(store_release(paths.RETRAINED), paths.PRODUCTION)
