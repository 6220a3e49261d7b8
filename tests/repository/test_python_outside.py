"""A stage that is started outside the environment names the remedy."""

import sys
import venv

import pytest
from repository_files import python


@pytest.fixture(scope="module")
def bare_python(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False, symlinks=sys.platform != "win32")
    return str(folder / "bin" / "python")


@pytest.mark.parametrize("stage", ["ingest", "train", "predict"])
def test_the_first_line_names_the_remedy(bare_python, stage):
    done = python(f"src/{stage}.py", executable=bare_python)
    assert done.returncode != 0
    assert "`make setup`" in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr


def test_an_installed_python_gets_past_it():
    done = python("-c", "import sys; sys.path.insert(0, 'src'); import retrain.configuration")
    assert (done.returncode, done.stderr) == (0, "")
