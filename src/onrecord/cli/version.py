"""onrecord version."""

from __future__ import annotations

import platform

from onrecord import __version__
from onrecord.cli.common import AsJson, json_line, out


def command(as_json: AsJson = False) -> None:
    """Print the versions of onrecord and its stages."""
    from onrecord.pipeline import Pipeline

    stages = Pipeline().version
    if as_json:
        out(json_line({"onrecord": __version__, "stages": stages.split(), "python": platform.python_version()}))
        return
    out(f"onrecord {__version__} (Python {platform.python_version()})")
    out(f"stages: {stages}")
