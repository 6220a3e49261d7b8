"""What a pull request has to pass before it is merged, beside the tests."""

from retrain.judge.override import override_file, read_override
from retrain.ml_configuration import GateFailed, InputError, Outcome, paths
from retrain.ml_configuration.decision import Mode
from retrain.model.model_folder import open_model_folder
from retrain.production.releases import POINTER, pointer_at
from retrain.production.restore import restore_production
from retrain.schedule.scheduled_retrain import stages_to_run
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import needed, read_document
from retrain.workspace.shell import Shell

PIPELINES = ("dvc.yaml", "judge/dvc.yaml")


def check_proposal(base: str) -> list[str]:
    """What was found right about the present commit as a change of a base branch, a line each.

    Raises:
        InputError: a lock file is not in step, the model is not to be had, or its decision is not
            in order.
        GateFailed: its decision does not say promote, and no override does.
    """
    shell = Shell()
    if stages := [stage for pipeline in PIPELINES for stage in stages_to_run(shell, pipeline)]:
        raise InputError(f"the lock files are not in step with {', '.join(stages)}; run `make repro`, and commit")
    return ["the lock files are in step", _production(shell, f"origin/{base}")]


def _production(shell: Shell, base: str) -> str:
    pointer = pointer_at(shell, "HEAD")
    if pointer == pointer_at(shell, base):
        return f"{POINTER} is that of {base}"
    former = shell.output("git", "log", "--format=%H", base, "--", POINTER).split()
    if any(pointer_at(shell, revision) == pointer for revision in former):
        return f"{POINTER} is that of a model that has served"
    restore_production()
    return _decided(shell, open_model_folder(paths.PRODUCTION).digest)


def _decided(shell: Shell, digest: str) -> str:
    """Of which decision the model in production is the outcome."""
    archived = needed(paths.DECISIONS / digest / paths.DECISION.name, "`retrain promote`, which archives it")
    decision = read_document(archived)
    if decision["retrained"]["digest"] != digest:
        raise InputError(f"{archived} is about {decision['retrained']['digest']}, but production is {digest}")
    override = read_override(digest)
    if override is None:
        if (decision["outcome"], decision["mode"]) != (Outcome.PROMOTE, Mode.ENFORCE):
            raise GateFailed(
                f"{archived} says {decision['outcome']} (mode {decision['mode']}), and nobody overrides it"
            )
        return f"production is {digest}, on its own decision"
    file = override_file(digest)
    author = shell.output("git", "log", "-1", "--format=%ae", "--", str(file)).strip()
    if author != override.who or override.decision_sha256 != file_digest(archived):
        raise InputError(f"{file}: it is not of this decision, or was committed by {author}; sign anew")
    return f"production is {digest}, on an override by {override.who}"
