"""Promotion: one folder copied, one pointer changed, one commit made."""

from pathlib import Path

from retrain.judge.judge_run import PIPELINE, keep_best
from retrain.judge.override import override_file, read_override, standing_override
from retrain.ml_configuration import GateFailed, InputError, Outcome, paths
from retrain.ml_configuration.decision import Mode
from retrain.model.classifier import Classifier
from retrain.model.model_folder import holds, is_empty
from retrain.production.releases import keep_release
from retrain.workspace.atomic import replace_file, replace_folder
from retrain.workspace.json_files import needed, read_document
from retrain.workspace.shell import Shell

ARCHIVED = (paths.DECISION, paths.COMMENT)
COMMITTED = ("models/production.dvc", "dvc.lock", "judge/dvc.lock", "judge/best", "params.yaml", "decisions", "reports")


def promote_retrained(*, dry_run: bool = False) -> None:
    """Puts `models/retrained` into production, archives why, brings the lock files to their fixpoint, and commits.

    A promotion that was interrupted is finished by the next call.

    Raises:
        GateFailed: the decision does not say promote, and no override does.
        InputError: there is no decision, it is about another model, or its override is not in
            order.
    """
    shell, digest = Shell(dry_run), Classifier.load(paths.RETRAINED).digest
    if not _serves(digest):
        check_decision(digest)
        _exchange(digest, dry_run=dry_run)
    if not dry_run:
        keep_best(shell, digest)
    settle(shell)
    override = read_override(digest)
    on = f" on an override by {override.who}" if override else ""
    commit(shell, f"Promote {digest} into production{on}")


def check_decision(digest: str) -> None:
    """Passes where `reports/decision.json`, or a person's override of it, says promote for the model of this digest.

    Raises:
        GateFailed: it says otherwise, or the policy's mode is a dry run.
        InputError: it is missing, or about another model; or the override is not in order.
    """
    decision = read_document(needed(paths.DECISION, "`retrain decision judge` first"))
    if decision["retrained"]["digest"] != digest:
        raise InputError(
            f"{paths.DECISION} judged {decision['retrained']['digest']}, but {paths.RETRAINED} is {digest}; "
            "run `retrain decision judge`"
        )
    override = standing_override(digest)
    if override is not None and override.decision is not Outcome.PROMOTE:
        raise GateFailed(f"{override_file(digest)} says {override.decision}: {override.why}")
    if override is None and decision["outcome"] != Outcome.PROMOTE:
        raise GateFailed(f"the decision says {decision['outcome']}, not promote: {decision['summary']}")
    if override is None and decision.get("mode") == Mode.DRY_RUN:
        raise GateFailed("the policy's mode is dry_run: the decision says promote, and nothing is promoted on it")


def settle(shell: Shell) -> None:
    """Tracks what lies in production, and runs both pipelines to their fixpoint."""
    if not shell.dry_run:
        paths.PRODUCTION_POINTER.unlink(missing_ok=True)
    shell.run("dvc", "add", "--quiet", str(paths.PRODUCTION))
    rerun(shell)


def rerun(shell: Shell) -> None:
    """Runs both pipelines after production changed."""
    shell.run("dvc", "repro", "--quiet")
    shell.run("dvc", "repro", "--quiet", PIPELINE)


def commit(shell: Shell, message: str) -> None:
    """Commits what a change of production touches, and nothing else."""
    present = [path for path in COMMITTED if Path(path).exists()]
    shell.run("git", "add", *present)
    if shell.dry_run or not shell.succeeds("git", "diff", "--cached", "--quiet", "--", *present):
        shell.run("git", "commit", "--quiet", "--message", message, "--", *present)


def _serves(digest: str) -> bool:
    archived = paths.DECISIONS / digest / paths.DECISION.name
    return archived.is_file() and holds(paths.PRODUCTION, digest)


def _exchange(digest: str, *, dry_run: bool) -> None:
    archive = paths.DECISIONS / digest
    print(f"$ cp -r {paths.RETRAINED} {paths.PRODUCTION} && cp {' '.join(map(str, ARCHIVED))} {archive}/")  # noqa: T201
    if dry_run:
        return
    for document in ARCHIVED:
        replace_file(archive / document.name, document.read_bytes())
    if not is_empty(paths.PRODUCTION):
        keep_release(paths.PRODUCTION)
    replace_folder(keep_release(paths.RETRAINED), paths.PRODUCTION)
