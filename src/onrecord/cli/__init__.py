"""The command line: one file a command; parse arguments, call, print; no logic."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated

import typer

from onrecord.cli.help import Grouped, Panelled
from onrecord.errors import Code, OnrecordError, UsageError

CANT_WRITE = Code("C129", "it can't be written or read", "Look whether the disk is full and who may use the file.")

#: Commands by what they are for, as the help groups them; each lives in a file of its name.
PANELS = {
    "Make a database": ("code", "group", "forget"),
    "Look into it": (
        "events",
        "quotes",
        "show",
        "verify",
        "export",
    ),
    "Compare what is told": (
        "reports",
        "stories",
        "happening",
        "disputes",
        "ledger",
        "rollup",
        "changes",
    ),
    "Ask what it knows": (
        "when",
        "where",
        "roster",
        "scheme",
    ),
    "About onrecord": ("stages", "errors", "version"),
}

app = typer.Typer(
    name="onrecord",
    cls=Grouped,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Who did what to whom, when, where, according to whom: attributed events from news.",
    epilog="Exit codes: 0 all went well, 1 something could not be read or did not hold, 2 wrong usage.",
)
for _panel, _names in PANELS.items():
    for _name in _names:
        app.command(_name, cls=Panelled, rich_help_panel=_panel)(import_module(f"onrecord.cli.{_name}").command)


def _version(asked: bool) -> None:
    if asked:
        from onrecord import __version__

        sys.stdout.write(f"onrecord {__version__}\n")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Options of the program itself; the help's text stands with the app."""


def command_names() -> list[str]:
    """All commands, in the order of the help."""
    return [name for names in PANELS.values() for name in names]


def main() -> None:
    """Run the command line: coded errors on standard error, exit codes 0, 1, 2; quiet where the reader went away."""
    stdout = sys.stdout
    try:
        app(prog_name="onrecord")
    except SystemExit as e:
        # Where the reader (head, less) has all it wanted, Click puts another stream in the place of this one.
        sys.exit(0 if sys.stdout is not stdout else e.code)
    except OnrecordError as e:
        sys.stderr.write(f"onrecord: {e}\n")
        sys.exit(2 if isinstance(e, UsageError) else 1)
    except BrokenPipeError:
        # The reader (head, less) has all it wanted; nothing may be written at exit either.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
        sys.exit(0)
    except OSError as e:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 — what could not be written is not tried again at exit
        sys.stderr.write(f"onrecord: {CANT_WRITE.id} {e.filename or 'output'}: {CANT_WRITE.meaning} ({e.strerror}). ")
        sys.stderr.write(f"{CANT_WRITE.remedy}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
