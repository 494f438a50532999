"""Help that lists commands and options by what they are for, as git's does."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup


class Grouped(TyperGroup):
    """Commands under the headings of their panels, in the order in which they were added."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """One heading a panel, one line a command."""
        panels: dict[str, list[tuple[str, str]]] = {}
        width = max(map(len, self.commands), default=0)
        for name, command in self.commands.items():
            if not command.hidden:
                said = command.get_short_help_str(limit=formatter.width - width - 6)
                panels.setdefault(getattr(command, "rich_help_panel", None) or "Commands", []).append((name.ljust(width), said))
        for panel, rows in panels.items():
            with formatter.section(panel):
                formatter.write_dl(rows)


class Panelled(TyperCommand):
    """A command whose options stand under the headings of their panels; those without one come first."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """One heading a panel, in the order in which the options were declared."""
        panels: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record:
                own = "Arguments" if param.param_type_name == "argument" else "Options"
                panels.setdefault(getattr(param, "rich_help_panel", None) or own, []).append(record)
        for panel, rows in panels.items():
            if rows:
                with formatter.section(panel):
                    formatter.write_dl(rows)
