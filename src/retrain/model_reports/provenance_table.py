"""What the report was made from."""

from retrain.model_reports.decision_document import JudgedModel
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.table import Data, Table


def provenance_table(model: ReportModel) -> Table:
    """Source, licence, digests, policy, seed and looks: what is needed to get the same bytes again."""
    decision, splitting = model.decision, model.splitting
    facts = {
        "Source": model.ingest.source,
        "Licence of the data": model.ingest.licence,
        "Read up to": model.ingest.as_of or "the last row",
        "Retrained model": _model(decision.retrained),
        "Legacy model": _model(decision.legacy),
        **{f"Rows of {split.value}": holdout.digest for split, holdout in decision.holdouts.items()},
        "Seal": f"{splitting.seal.name}, until {splitting.seal.until}",
        "Recent from": splitting.recent_from or "a hash slice: the task has no time column",
        "Policy": decision.policy,
        "Seed of the statistics": str(decision.seed),
        "Registered looks at the seal": str(decision.looks),
    }
    return Table("What this report was made from", ("What", "Value"), tuple((k, Data(v)) for k, v in facts.items()), 2)


def _model(model: JudgedModel | None) -> str:
    return "none yet" if model is None else f"{model.digest} (task {model.task})"
