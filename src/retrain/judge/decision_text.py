"""The verdict as text for a terminal."""

from pathlib import Path
from typing import Any

import yaml

from retrain.ml_configuration import Split, paths
from retrain.ml_configuration.checks import CheckKind
from retrain.workspace.json_files import needed, read_document

FIGURES = ("delta", "bound", "threshold", "p_value")
DRY_RUN = {"enforce": (), "dry_run": ("The policy's mode is dry_run: nothing is promoted on this decision.",)}


def verdict() -> str:
    """The outcome of `reports/decision.json`, why, and where the report lies.

    Raises:
        InputError: nothing was judged yet.
    """
    decision = read_document(needed(paths.DECISION, "`retrain decision judge`"))
    looks = decision["looks"]
    models = f"retrained {_named(decision['retrained'])}, legacy {_named(decision['legacy'])}"
    reasons = [_reason(reason) for reason in decision["reasons"]]
    return "\n".join(
        [
            f"Verdict: {decision['outcome']}. {decision['summary']}",
            *reasons,
            f"Models: {models}",
            f"Looks: {looks['seal']} of {looks['at_most']} at the seal; this model's window {looks['window']}, "
            f"look {looks['look']} at it",
            f"The sealed rows are sealed {_sealing()}",
            *DRY_RUN[decision["mode"]],
            f"Rows that flipped: {paths.FLIPS}",
            f"Report: {paths.PAGE}",
        ]
    )


def _sealing() -> str:
    """By whom the sealed rows can be read: whoever can read the remote that their output names, if it names one."""
    file = Path("dvc.yaml")
    outs = yaml.safe_load(file.read_text(encoding="utf-8"))["stages"]["split"]["outs"] if file.is_file() else []
    named = {path: options for out in outs if isinstance(out, dict) for path, options in out.items()}
    remote = named.get(paths.split_file(Split.SEALED).as_posix(), {}).get("remote")
    return f"on the remote {remote!r}" if remote else "by convention: whoever has the cache can read them"


def _named(model: dict[str, Any] | None) -> str:
    return model["digest"] if model else "none"


def _reason(reason: dict[str, Any]) -> str:
    keys = ("retrained", "threshold") if reason["kind"] == CheckKind.AT_MOST else FIGURES
    figures = [f"{key} {reason[key]:.4f}" for key in keys if reason[key] is not None]
    return f"  {reason['verdict']:<9} {reason['check']}: {', '.join([reason['code'], *figures])}"
