"""Write the reports from the decision and the figures."""

from retrain.ml_configuration.stages import ReportSections
from retrain.stages.running import run_stage


def main(sections: ReportSections) -> None:
    """Loads what the work needs, now that its configuration is sound, and does it."""
    from retrain.pipeline.report import report

    report(sections)


if __name__ == "__main__":
    run_stage(main, ReportSections)
