"""Progress is reported on standard error, and changes no result."""

from retrain.ml_configuration import stages
from retrain.pipeline.train import train_network
from retrain.workspace import progress as module
from retrain.workspace.progress import progress


def test_progress_prints_few_lines_on_standard_error(capsys, monkeypatch):
    clock = iter([0, 0, 10, 29, 31, 31, 40])
    monkeypatch.setattr(module.time, "monotonic", lambda: next(clock))
    with progress("epochs", 5) as step:
        for epoch in range(5):
            step(f"[bold]{epoch}")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == ["epochs 1 of 5: [bold]0", "epochs 4 of 5: [bold]3", "epochs 5 of 5: [bold]4"]


def test_a_terminal_shows_a_bar_and_prints_markup_literally(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    with progress("trials", 2) as step:
        step("[red]first[/]")
        step("[red]last[/]")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "trials: [red]last[/]" in printed.err
    assert "2/2" in printed.err


def test_training_reports_its_epochs_and_writes_the_same_model(workplace, sections, capsys):
    before = {path: path.read_bytes() for path in workplace.glob("models/retrained/*") if path.is_file()}
    train_network(sections(stages.TrainSections))
    assert "epochs 1 of 4: macro F1 " in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before
