"""Write the page and the comment from the decision and the figures."""

from retrain.ml_configuration.stages import ReportSections
from retrain.pipeline.report import report
from retrain.stages.running import run_stage

if __name__ == "__main__":
    run_stage(report, ReportSections)
