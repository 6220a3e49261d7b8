"""The merge gate of a pull request: lock files in step, and production backed by a decision."""

from retrain.ml_configuration import GateFailed, InputError, Outcome, paths
from retrain.ml_configuration.decision import Mode
from retrain.model.model_folder import open_model_folder
from retrain.production.releases import POINTER, pointer_at
from retrain.production.restore import restore_production
from retrain.schedule.archived_override import archived_override
from retrain.schedule.scheduled_retrain import stages_to_run
from retrain.workspace.json_files import read_json, require_file
from retrain.workspace.shell import Shell


def check_pull_request(base: str) -> list[str]:
    """Checks that the current commit may be merged into a base branch; a line for each check.

    Raises:
        InputError: a lock file is out of date, the model cannot be fetched, or its decision is
            missing or about another model.
        GateFailed: neither the model's decision nor an override promotes it.
    """
    shell = Shell()
    stages = [*stages_to_run(shell, "dvc.yaml"), *stages_to_run(shell, "judge/dvc.yaml")]
    if stages:
        raise InputError(f"the lock files are not in step with {', '.join(stages)}; run `make repro`")
    return ["the lock files are in step", _check_production(shell, f"origin/{base}")]


def _check_production(shell: Shell, base: str) -> str:
    pointer = pointer_at(shell, "HEAD")
    if pointer == pointer_at(shell, base):
        return f"{POINTER} is that of {base}"
    revisions = shell.output("git", "log", "--format=%H", base, "--", POINTER).split()
    if any(pointer_at(shell, revision) == pointer for revision in revisions):
        return f"{POINTER} is that of a model that has served"
    restore_production()
    return _check_decision(open_model_folder(paths.PRODUCTION).digest)


def _check_decision(digest: str) -> str:
    """Requires an archived decision or override that promotes the model of this digest."""
    archived = require_file(paths.DECISIONS / digest / paths.DECISION.name, "`retrain promote`")
    decision = read_json(archived)
    judged = decision["retrained"]["digest"]
    if judged != digest:
        raise InputError(f"{archived} is about {judged}, but production is {digest}")
    override = archived_override(digest, archived)
    if override is not None:
        return f"production is {digest}, on an override by {override.who}"
    outcome, mode = decision["outcome"], decision["mode"]
    if outcome != Outcome.PROMOTE or mode != Mode.ENFORCE:
        raise GateFailed(f"{archived} says {outcome} (mode {mode}), and there is no override")
    return f"production is {digest}, on its own decision"
