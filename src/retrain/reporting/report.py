"""Decision and figures to the reports that people read."""

import pandas as pd

from retrain.ml_configuration import paths
from retrain.ml_configuration.report import Report
from retrain.ml_configuration.stages import ReportSections
from retrain.model_reports import ReportModel, comment, model_card, page
from retrain.model_reports.report_model import FILES
from retrain.reporting.deck_pdf import deck_pdf
from retrain.reporting.flip_rows import flip_counts, shown_flips
from retrain.workspace.csv_tables import read_table
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import needed, read_document


def report(sections: ReportSections) -> None:
    """Writes every one of them under `reports/`."""
    model = read_report(
        sections.report,
        flips=shown_flips(sections.report.text, sections.task),
        flip_counts=flip_counts(),
        curves=_curves(),
        decision_sha256=file_digest(paths.DECISION),
        months=read_table(paths.VALIDATION_MONTHS).to_dict("records"),
    )
    paths.PAGE.write_text(page(model), encoding="utf-8")
    paths.COMMENT.write_text(comment(model), encoding="utf-8")
    paths.MODEL_CARD.write_text(model_card(model), encoding="utf-8")
    paths.DECK.write_bytes(deck_pdf(model, sections.report.engine, sections.report.style))


def read_report(asked: Report, **further: object) -> ReportModel:
    """What the last run wrote, as one value, with further fields of it.

    Raises:
        InputError: a document is missing, or is not of its kind.
    """
    files = {name: path for name, path in FILES.items() if path.suffix == ".json"}
    documents = {name: read_document(needed(path, "`make repro`")) for name, path in files.items()}
    return ReportModel.of(title=asked.title, text=asked.text, **documents, **further)


def _curves() -> dict[str, list[float]]:
    """What DVCLive wrote after each epoch, by its name there."""
    folder = paths.LIVE / "plots" / "metrics"
    names = {file.relative_to(folder).with_suffix("").as_posix(): file for file in sorted(folder.rglob("*.tsv"))}
    return {name: pd.read_csv(file, sep="\t").iloc[:, -1].tolist() for name, file in names.items()}
