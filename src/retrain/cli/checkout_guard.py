"""Refuses to run the code of another checkout than the one that `retrain` is called in."""

from pathlib import Path

import retrain
from retrain.ml_configuration import InputError

PACKAGE = Path("src/retrain")
EXPERIMENT_WORKSPACES = "/.dvc/tmp/exps/"


def refuse_other_checkout() -> None:
    """Requires that the imported code is that of the checkout which the current folder is in.

    A folder outside of any checkout, DVC's temporary workspaces and a package that is installed
    without a checkout are accepted.

    Raises:
        InputError: the active environment is that of another checkout.
    """
    imported = Path(retrain.__path__[0]).resolve()
    folder = Path.cwd()
    if imported.parts[-2:] != PACKAGE.parts or EXPERIMENT_WORKSPACES in folder.as_posix():
        return
    root = _checkout_root(folder)
    if root is not None and (root / PACKAGE).resolve() != imported:
        raise InputError(
            f"this is the checkout {root}, but the active environment runs the code of {imported.parents[1]}; "
            f"run `make setup` in {root}, then `source .venv/bin/activate`"
        )


def _checkout_root(folder: Path) -> Path | None:
    """The root of the checkout that a folder is in; None outside of one."""
    for parent in (folder, *folder.parents):
        if (parent / PACKAGE / "__init__.py").is_file():
            return parent
        if (parent / ".git").exists():
            return None
    return None
