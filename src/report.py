"""Write the reports from the decision and the figures."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import ReportSections


def main(sections: ReportSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.reporting.report import report

    report(sections)


if __name__ == "__main__":
    run_stage(main, ReportSections)
