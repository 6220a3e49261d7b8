"""A substitute for DVC that records its command lines."""

RECORDING_DVC = '''
"""Replaces `python -m dvc` in its folder: records command lines, with effects that a test sets."""
import os, pathlib, shutil, sys
line = " ".join(sys.argv[1:])
with open(os.environ["DVC_CALLS"], "a") as calls:
    calls.write(line + "\\n")
if os.environ.get("DVC_FAILS") and line.startswith(os.environ["DVC_FAILS"]):
    sys.exit("dvc fails as the test requires")
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
