"""The page of `dvc plots` without a network: its scripts stand in it."""

from pathlib import Path

from retrain.ml_configuration import InputError
from retrain.workspace.shell import Shell

TEMPLATE = Path(".dvc/plots/offline.html")
PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>DVC plots</title>{refresh_tag}<script>%s</script></head>
<body>{plot_divs}</body>
</html>
"""


def draw_plots_offline(*, dry_run: bool) -> Path:
    """Writes the template of a page that opens without a network, has DVC use it in this clone, and yields its path.

    Raises:
        InputError: the package that holds Vega's scripts is not installed.
    """
    try:
        from vl_convert import javascript_bundle
    except ImportError as error:
        raise InputError("vl-convert-python is not installed; pip install '.[plots]'") from error
    if not dry_run:
        TEMPLATE.write_text(PAGE % javascript_bundle(), encoding="utf-8")
    place = TEMPLATE.relative_to(".dvc").as_posix()
    Shell(dry_run).run("dvc", "config", "--local", "plots.html_template", place)
    return TEMPLATE
