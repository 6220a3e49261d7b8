"""The court: the look is registered, the holdouts are opened, and the best model's predictions kept."""

from retrain.judge.holdout_looks import look_file, recent_digest, register_look
from retrain.ml_configuration import Split, paths
from retrain.ml_configuration.decision_document import Kept
from retrain.model.model_folder import holds, open_model_folder
from retrain.workspace.atomic import replace_document, replace_file
from retrain.workspace.json_files import needed, read_document
from retrain.workspace.shell import Shell

PIPELINE = "judge/dvc.yaml"


def judge_retrained(*, dry_run: bool = False) -> None:
    """Registers the look of `models/retrained` at the present seal and runs the judging pipeline.

    Nothing is registered for a model that serves already: comparing it with itself is no look.

    Raises:
        InputError: there is no retrained model, or the pipeline failed.
    """
    digest = open_model_folder(paths.RETRAINED).digest
    serves = holds(paths.PRODUCTION, digest)
    if not serves:
        print(f"the look is registered in {look_file(present_seal(), digest)}", flush=True)  # noqa: T201
    if not (serves or dry_run):
        register_look(present_seal(), digest, recent_digest())
    Shell(dry_run).run("dvc", "repro", "--quiet", PIPELINE)


def keep_best(shell: Shell, digest: str) -> None:
    """Keeps a promoted model's sealed predictions where its archived decision says that it is the best so far.

    They are copied once, before the court runs with that model as the legacy one; the next call
    only tracks them.
    """
    decision = read_document(paths.DECISIONS / digest / paths.DECISION.name)
    if decision.get("best", {}).get("kept") != Kept.RETRAINED:
        return
    identity = {"digest": digest, "seal": present_seal()}
    if not paths.BEST_IDENTITY.is_file() or read_document(paths.BEST_IDENTITY) != identity:
        sealed = paths.PREDICTIONS / Split.SEALED.value / "retrained.csv"
        replace_file(paths.BEST_PREDICTIONS, sealed.read_bytes())
        replace_document(identity, paths.BEST_IDENTITY)
    shell.run("dvc", "add", "--quiet", str(paths.BEST_PREDICTIONS))


def present_seal() -> str:
    """The name of the seal by which the present splits were drawn.

    Raises:
        InputError: the split stage has not run.
    """
    return str(read_document(needed(paths.SPLIT_REPORT, "`dvc repro`"))["seal"]["name"])
