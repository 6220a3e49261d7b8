"""Write the reports about the decision."""

from retrain.configuration.run_stage import run_stage
from retrain.ml_configuration.stages import ReportSections


def main(sections: ReportSections) -> None:
    """Runs the stage; its libraries are imported once the configuration has been validated."""
    from retrain.reporting.write_reports import write_reports

    write_reports(sections)


if __name__ == "__main__":
    run_stage(main, ReportSections)
