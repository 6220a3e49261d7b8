"""Runs the judging pipeline on a registered evaluation, and stores the best model's predictions."""

from retrain.judge.holdout_evaluations import evaluation_file, recent_digest, register_evaluation
from retrain.ml_configuration import Split, paths
from retrain.ml_configuration.decision_document import BestModel
from retrain.model.model_folder import contains_model, open_model_folder
from retrain.workspace.atomic import replace_file, replace_json
from retrain.workspace.json_files import read_json, require_file
from retrain.workspace.shell import Shell

PIPELINE = "judge/dvc.yaml"


def judge_retrained(*, dry_run: bool = False) -> None:
    """Registers the evaluation of `models/retrained`, and runs the judging pipeline.

    Nothing is registered for the model in production, which would only be compared with itself.

    Raises:
        InputError: there is no retrained model, or the pipeline failed.
    """
    digest = open_model_folder(paths.RETRAINED).digest
    in_production = contains_model(paths.PRODUCTION, digest)
    if not in_production:
        file = evaluation_file(current_seal(), digest)
        print(f"the holdout evaluation is registered in {file}", flush=True)  # noqa: T201
    if not (in_production or dry_run):
        register_evaluation(current_seal(), digest, recent_digest())
    Shell(dry_run).run("dvc", "repro", "--quiet", PIPELINE)


def snapshot_best_predictions(shell: Shell, digest: str) -> None:
    """Stores a promoted model's sealed predictions where its decision makes it the best so far.

    They are copied once, before the judging pipeline runs with that model as the legacy one; a
    repeated call only adds them to DVC.
    """
    decision = read_json(paths.DECISIONS / digest / paths.DECISION.name)
    if decision.get("best", {}).get("kept") != BestModel.RETRAINED:
        return
    identity = {"digest": digest, "seal": current_seal()}
    if not paths.BEST_IDENTITY.is_file() or read_json(paths.BEST_IDENTITY) != identity:
        sealed = paths.PREDICTIONS / Split.SEALED.value / "retrained.csv"
        replace_file(paths.BEST_PREDICTIONS, sealed.read_bytes())
        replace_json(identity, paths.BEST_IDENTITY)
    shell.run("dvc", "add", "--quiet", str(paths.BEST_PREDICTIONS))


def current_seal() -> str:
    """The name of the sealed test set of the current splits.

    Raises:
        InputError: the split stage has not run.
    """
    return str(read_json(require_file(paths.SPLIT_REPORT, "`dvc repro`"))["seal"]["name"])
