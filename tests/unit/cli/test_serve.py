"""`retrain serve` listens where its options say, else where the environment does."""

import sys
from types import SimpleNamespace

import pytest


@pytest.mark.parametrize(
    ("words", "address"),
    [((), ("10.0.0.1", 8123)), (("--host", "::1", "--port", "0"), ("::1", 0))],
)
def test_an_option_overrides_the_environment(retrain, monkeypatch, words, address):
    addresses = []

    def run(_: object, *, host: str, port: int, **__: object) -> None:
        addresses.append((host, port))

    monkeypatch.setitem(sys.modules, "uvicorn", SimpleNamespace(run=run))
    monkeypatch.setattr("retrain.serving.create_app", lambda settings: settings)
    monkeypatch.setenv("SERVE_HOST", "10.0.0.1")
    monkeypatch.setenv("SERVE_PORT", "8123")
    assert retrain("serve", *words)[0] == 0
    assert addresses == [address]


def test_without_the_extra_the_error_names_it(retrain, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    code, _, errors = retrain("serve")
    assert (code, errors) == (2, "serving needs uvicorn; run `pip install '.[serve]'`\n")
