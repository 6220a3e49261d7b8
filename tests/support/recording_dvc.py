"""A program that stands in for DVC where a test only wants to know what would run."""

RECORDING_DVC = '''
"""Stands in for `python -m dvc` where it lies: keeps each line, and does what a test asks for."""
import os, pathlib, shutil, sys
line = " ".join(sys.argv[1:])
with open(os.environ["DVC_CALLS"], "a") as calls:
    calls.write(line + "\\n")
if os.environ.get("DVC_FAILS") and line.startswith(os.environ["DVC_FAILS"]):
    sys.exit("dvc was asked to fail")
if line.startswith("remote list"):
    print(os.environ.get("DVC_REMOTES", ""))
if line.startswith("add"):
    tracked = pathlib.Path(sys.argv[-1])
    content = tracked / "manifest.json" if tracked.is_dir() else tracked
    tracked.with_name(tracked.name + ".dvc").write_bytes(content.read_bytes())
if line.endswith("models/former.dvc") and "DVC_FORMER" in os.environ:
    shutil.copytree(os.environ["DVC_FORMER"], "models/former")
if line.endswith("train") and "DVC_TRAINS" in os.environ:
    shutil.copytree(os.environ["DVC_TRAINS"], "models/retrained")
'''
