"""Settings come from the environment, keys stay secret, and old names work with a notice."""

from pathlib import Path

from retrain.serving import Settings


def test_settings_come_from_the_environment(monkeypatch):
    values = {"SERVE_PORT": "9", "SERVE_API_KEYS": "a,b", "MODEL_DIGEST": "c", "SERVE_DETAIL": "label"}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert (settings.port, settings.model_digest, settings.detail) == (9, "c", "label")
    assert [key.get_secret_value() for key in settings.api_keys] == ["a", "b"]
    assert "a" not in repr(settings.api_keys)


def test_the_old_name_of_the_prediction_log_works_with_a_notice(monkeypatch, capsys):
    monkeypatch.setenv("SERVE_PREDICTION_LOG", "new")
    assert Settings().prediction_log == Path("new")
    assert capsys.readouterr().err == ""
    monkeypatch.delenv("SERVE_PREDICTION_LOG")
    monkeypatch.setenv("SERVE_ANSWER_LOG", "old")
    assert Settings().prediction_log == Path("old")
    assert "SERVE_ANSWER_LOG is now SERVE_PREDICTION_LOG" in capsys.readouterr().err
