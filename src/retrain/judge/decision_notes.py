"""Facts that `retrain decision show` prints below the checks."""

from pathlib import Path

from retrain.ml_configuration import Split, paths
from retrain.ml_configuration.decision import Mode
from retrain.ml_configuration.decision_document import Decision
from retrain.workspace.json_files import parse_model, read_json, require_file
from retrain.workspace.yaml_files import read_yaml


def read_decision() -> Decision:
    """The last decision.

    Raises:
        InputError: nothing was judged yet, or the file is no decision.
    """
    document = read_json(require_file(paths.DECISION, "`retrain decision judge`"))
    return parse_model(Decision, document, str(paths.DECISION))


def decision_notes(decision: Decision) -> list[str]:
    """Lines about models, holdout evaluations, access to the sealed rows, and further files."""
    counted = decision.evaluations
    legacy = decision.legacy.digest if decision.legacy else "none"
    lines = [
        f"Models: retrained {decision.retrained.digest}, legacy {legacy}",
        f"Holdout evaluations: {counted.sealed} of {counted.at_most} on the sealed test set, "
        f"{counted.candidate} on this recent window",
        f"Recent windows used by this model: {counted.window}",
        f"Sealed rows: {_sealed_access()}",
        f"Rows that flipped: {paths.FLIPS}",
        f"Report: {paths.PAGE}",
    ]
    if decision.mode is Mode.DRY_RUN:
        lines.append("The policy's mode is dry_run: this decision promotes nothing.")
    return lines


def _sealed_access() -> str:
    """Who can read the sealed rows: depends on whether dvc.yaml names a remote for them."""
    pipeline = Path("dvc.yaml")
    outs = read_yaml(pipeline)["stages"]["split"]["outs"] if pipeline.is_file() else []
    sealed = paths.split_file(Split.SEALED).as_posix()
    options = [out[sealed] for out in outs if isinstance(out, dict) and sealed in out]
    remote = options[0].get("remote") if options else None
    if remote:
        return f"readable by those who can read the remote {remote!r}"
    return "not access-protected, readable by anyone with the DVC cache"
