"""The report stage: the files of a run to the page, the comment, the model card and the deck."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from retrain.ml_configuration import paths
from retrain.ml_configuration.report import Report
from retrain.ml_configuration.stages import ReportSections
from retrain.model_reports.comment import render_comment
from retrain.model_reports.model_card import render_model_card
from retrain.model_reports.page import render_page
from retrain.model_reports.report_model import FILES, ReportModel
from retrain.reporting.deck_pdf import render_deck_pdf
from retrain.reporting.flip_rows import flip_counts, flip_rows_for_report
from retrain.workspace.csv_tables import read_table
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import read_json, require_file

TEXT_REPORTS: dict[Path, Callable[[ReportModel], str]] = {
    paths.PAGE: render_page,
    paths.COMMENT: render_comment,
    paths.MODEL_CARD: render_model_card,
}


def write_reports(sections: ReportSections) -> None:
    """Writes every report to `reports/`."""
    model = read_report_model(
        sections.report,
        flips=flip_rows_for_report(sections.report.text, sections.task),
        flip_counts=flip_counts(),
        decision_sha256=file_digest(paths.DECISION),
        months=read_table(paths.VALIDATION_MONTHS).to_dict("records"),
        curves=_training_curves(),
    )
    for path, render in TEXT_REPORTS.items():
        path.write_text(render(model), encoding="utf-8")
    paths.DECK.write_bytes(render_deck_pdf(model, sections.report.engine, sections.report.style))


def read_report_model(report: Report, **fields: object) -> ReportModel:
    """The documents of the last run.

    Args:
        report: title of the page, and how much text it may show.
        **fields: further fields of the report model.

    Raises:
        InputError: a document is missing or invalid.
    """
    files = {name: path for name, path in FILES.items() if path.suffix == ".json"}
    documents = {name: read_json(require_file(path, "`make repro`")) for name, path in files.items()}
    return ReportModel.of(title=report.title, text=report.text, **documents, **fields)


def _training_curves() -> dict[str, list[float]]:
    """The metrics that DVCLive logged, by name, one number an epoch."""
    folder = paths.LIVE / "plots" / "metrics"
    curves = {}
    for path in sorted(folder.rglob("*.tsv")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        curves[name] = pd.read_csv(path, sep="\t").iloc[:, -1].tolist()
    return curves
