"""The court's stages on the tiny road."""

from collections.abc import Callable

import pytest

from retrain.configuration import validate
from retrain.judge.decide import write_decision
from retrain.judge.drift import measure_drift
from retrain.judge.predict_holdouts import predict_holdouts
from retrain.ml_configuration import stages
from retrain.pipeline.evaluate import evaluate
from retrain.reporting.report import report

STEPS = {
    evaluate: stages.EvaluateSections,
    predict_holdouts: stages.PredictSections,
    write_decision: stages.DecideSections,
    measure_drift: stages.DriftSections,
    report: stages.ReportSections,
}


@pytest.fixture
def sections(tiny_values):
    """A function: a section class, with sections in place of the tiny road's -> its object."""

    def of(kind: type, **changed: object) -> object:
        whole = validate({**tiny_values, **changed})
        return kind(**{name: getattr(whole, name) for name in kind.model_fields})

    return of


@pytest.fixture
def judged(workplace, sections) -> Callable[..., None]:
    """A function that runs evaluate, predict, decide, drift and report, with sections in place of the tiny road's."""

    def run(**changed: object) -> None:
        for step, kind in STEPS.items():
            step(sections(kind, **changed))

    return run
