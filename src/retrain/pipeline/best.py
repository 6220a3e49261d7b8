"""The best model so far, of which the sealed predictions alone are kept."""

from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.judgement import Kept
from retrain.pipeline.commands import Shell
from retrain.pipeline.court import present_seal
from retrain.pipeline.documents import read_document
from retrain.pipeline.exchange import replace_document, replace_file

RETRAINED = paths.PREDICTIONS / Split.SEALED.value / "retrained.csv"


def keep_best(shell: Shell, digest: str) -> None:
    """Keeps a promoted model's sealed predictions where its archived decision says that it is the best so far.

    They are copied once, before the court runs with that model as the legacy one; the next call only tracks them.
    """
    decision = read_document(paths.DECISIONS / digest / paths.DECISION.name)
    if decision.get("best", {}).get("kept") != Kept.RETRAINED:
        return
    identity = {"digest": digest, "seal": present_seal()}
    if not paths.BEST_IDENTITY.is_file() or read_document(paths.BEST_IDENTITY) != identity:
        replace_file(paths.BEST_PREDICTIONS, RETRAINED.read_bytes())
        replace_document(identity, paths.BEST_IDENTITY)
    shell.run("dvc", "add", "--quiet", str(paths.BEST_PREDICTIONS))
