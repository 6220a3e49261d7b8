"""`retrain search` passes the sections of params.yaml and its options on, and names the remedy of an error."""

import pytest


@pytest.mark.parametrize(("words", "new_study"), [((), False), (("--new-study",), True)])
def test_run_passes_its_options_on(workplace, retrain, monkeypatch, words, new_study):
    calls = []
    command = "retrain.search.search_commands.repro_search"
    monkeypatch.setattr(command, lambda sections, **options: calls.append((sections.task.name, options)))
    assert retrain("search", "run", "--dry-run", *words)[0] == 0
    assert calls == [("letters", {"new_study": new_study, "dry_run": True})]


def test_without_a_finished_search_nothing_is_adopted(workplace, retrain):
    code, _, errors = retrain("search", "adopt")
    assert code == 2
    assert "best.yaml is missing; run `dvc repro search/dvc.yaml`" in errors
