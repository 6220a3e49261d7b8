"""Write the page and the comment from the decision and the figures."""

from retrain.ml_configuration.stages import ReportSections
from retrain.pipeline.report import report
from retrain.stages.configuration import load, problems_explained

if __name__ == "__main__":
    with problems_explained():
        report(load(ReportSections))
