"""What the OpenAPI document allows, and what it forbids, gets the documented response, and nothing leaks."""

import pytest
from hypothesis import HealthCheck, given, settings

from retrain.ml_configuration import paths
from retrain.serving import Settings, create_app

schemathesis = pytest.importorskip("schemathesis", reason="needs `pip install schemathesis`")

BOUNDED = settings(
    max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
ALLOWED, FORBIDDEN = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
CHECKS = schemathesis.checks.CHECKS
A_TEXT_MAY_BE_NO_NUMBER = ["positive_data_acceptance"]
ANY_BODY_IS_A_CSV = ["negative_data_rejection"]
TRIED = [
    ("GET", "/health", ALLOWED, []),
    ("GET", "/ready", ALLOWED, []),
    ("GET", "/model", ALLOWED, []),
    ("GET", "/metrics", ALLOWED, []),
    ("POST", "/predict", ALLOWED, A_TEXT_MAY_BE_NO_NUMBER),
    ("POST", "/predict", FORBIDDEN, []),
    ("POST", "/predict/csv", ALLOWED, []),
    ("POST", "/predict/csv", FORBIDDEN, ANY_BODY_IS_A_CSV),
]
LEAKS = ("Traceback", "site-packages", 'File "', " object at 0x")


@pytest.fixture
def document(workplace):
    """The document of a service of the tiny run's retrained model."""
    settings = Settings(model=paths.RETRAINED, log_requests=False, max_cell=1000, max_batch=20)
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(settings))


def test_every_route_of_the_document_is_tried(document):
    assert {(method, route) for method, route, _, _ in TRIED} == {
        (found.ok().method.upper(), found.ok().path) for found in document.get_all_operations()
    }


@pytest.mark.parametrize(("method", "route", "mode", "excepted"), TRIED)
def test_what_is_sent_gets_an_answer_of_the_document_and_no_inside(document, method, route, mode, excepted):
    @BOUNDED
    @given(case=document[route][method].as_strategy(generation_mode=mode))
    def every_case(case) -> None:
        response = case.call_and_validate(excluded_checks=CHECKS.get_by_names(excepted))
        assert response.status_code < 500
        assert not [leak for leak in LEAKS if leak in response.text]

    every_case()
