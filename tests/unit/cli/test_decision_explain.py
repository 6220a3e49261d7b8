"""`retrain decision explain --dry-run` prints its commands, and runs none."""


def test_a_dry_run_of_explaining_prints_its_lines_alone(workplace, repository, retrain):
    code, printed, errors = retrain("decision", "explain", "--dry-run")
    assert (code, errors) == (0, "")
    assert printed.startswith("$ ")
    assert printed == printed.rstrip("\n") + "\n"
    assert repository.calls == []
