"""A page template with embedded scripts, so that `dvc plots` works without a network."""

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


def use_offline_template(*, dry_run: bool) -> Path:
    """The path of the template, once it is written and configured for DVC in this clone.

    Raises:
        InputError: the package with Vega's scripts is not installed.
    """
    try:
        from vl_convert import javascript_bundle
    except ImportError as error:
        raise InputError("vl-convert-python is not installed; pip install '.[plots]'") from error
    if not dry_run:
        TEMPLATE.write_text(PAGE % javascript_bundle(), encoding="utf-8")
    configured_path = TEMPLATE.relative_to(".dvc").as_posix()
    Shell(dry_run).run("dvc", "config", "--local", "plots.html_template", configured_path)
    return TEMPLATE
