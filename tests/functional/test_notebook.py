"""The notebook runs, is short, and is committed without outputs."""

import json
from pathlib import Path

NOTEBOOK = Path(__file__).parents[2] / "notebooks/explore.ipynb"


def cells(kind: str) -> list[dict]:
    return [cell for cell in json.loads(NOTEBOOK.read_text())["cells"] if cell["cell_type"] == kind]


def test_the_notebook_is_short_and_has_no_outputs():
    assert len(cells("code")) + len(cells("markdown")) <= 10
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells("code"))
    assert not any(word in "".join(cell["source"]) for cell in cells("code") for word in ("def ", "class ", "for i"))


def test_every_cell_runs_from_the_notebooks_own_folder(repository):
    repository.write(
        "run.py",
        "\n".join("".join(cell["source"]) for cell in cells("code")) + "\nprint(*experiments)",
    )
    (repository.folder / "notebooks").mkdir(exist_ok=True)
    printed = repository.run("python", "../run.py", folder="notebooks")
    assert "Every check, what it found and what it needs" in printed
    assert "validation.retrained.macro_f1" in printed
