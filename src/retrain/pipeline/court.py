"""The court: the look is registered, then the holdouts are opened."""

from retrain.ml_configuration import paths
from retrain.pipeline.commands import Shell
from retrain.pipeline.documents import needed, read_document
from retrain.pipeline.looks import look_file, recent_digest, register_look
from retrain.pipeline.model_folder import is_empty, open_model_folder

PIPELINE = "judge/dvc.yaml"


def judge_retrained(*, dry_run: bool = False) -> None:
    """Registers the look of `models/retrained` at the present seal and runs the judging pipeline.

    Nothing is registered for a model that serves already: comparing it with itself is no look.

    Raises:
        InputProblem: there is no retrained model, or the pipeline failed.
    """
    digest = open_model_folder(paths.RETRAINED).digest
    serves = not is_empty(paths.PRODUCTION) and open_model_folder(paths.PRODUCTION).digest == digest
    if not serves:
        print(f"the look is registered in {look_file(present_seal(), digest)}", flush=True)  # noqa: T201
    if not (serves or dry_run):
        register_look(present_seal(), digest, recent_digest())
    Shell(dry_run).run("dvc", "repro", "--quiet", PIPELINE)


def present_seal() -> str:
    """The name of the seal by which the present splits were drawn.

    Raises:
        InputProblem: the split stage has not run.
    """
    return str(read_document(needed(paths.SPLIT_REPORT, "`dvc repro`"))["seal"]["name"])
