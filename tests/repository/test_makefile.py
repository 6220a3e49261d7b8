"""`make help` lists every target, and continuous integration runs the same targets."""

import os
import re
import shutil
import subprocess

from repository_files import ROOT, files, made_by

MAKEFILE = (ROOT / "Makefile").read_text()
PHONY = set(re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split())


def test_help_names_every_target():
    done = subprocess.run(
        [shutil.which("make"), "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    explained = dict(re.findall(r"^  make ([a-z-]+) +(\S.+)$", done.stdout, re.MULTILINE))
    assert set(explained) == PHONY


def test_every_phony_target_exists():
    assert {target for target in PHONY if not re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)} == set()


def test_continuous_integration_makes_both_forms_of_the_tests():
    assert made_by((ROOT / ".ci/run").read_text()) == {"test", "test-long"}


def test_continuous_integration_can_start_its_script():
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_a_clone_has_every_folder_that_the_checks_name():
    named = re.search(r"ruff check --quiet (.+)$", MAKEFILE, re.MULTILINE)[1].split()
    assert [folder for folder in named if not files(folder)] == []
