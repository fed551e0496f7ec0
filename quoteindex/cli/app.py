"""The frame of the command line: which commands there are, loaded when called, and how they end."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from quoteindex.cli.errors import INTERRUPTED, PIPE_CLOSED, report
from quoteindex.errors import QuoteIndexError

# Where each command lives: a function, or a Typer with commands of its own.
COMMANDS = {
    "scan": "quoteindex.cli.scan:scan",
    "index": "quoteindex.cli.index:index",
    "search": "quoteindex.cli.search:search",
    "appendix": "quoteindex.cli.appendix:appendix",
    "reference": "quoteindex.cli.reference:reference",
    "show": "quoteindex.cli.show:show",
    "corpora": "quoteindex.cli.corpora:corpora",
}


class Commands(TyperGroup):
    """The commands by name, each imported when it is asked for; their errors become one line and an exit status."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import a command; None where there is no such one."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        found = getattr(import_module(module), name)
        if not isinstance(found, typer.Typer):
            group = typer.Typer(add_completion=False, rich_markup_mode=None)
            group.command(cmd_name)(found)
            found = group
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command

    def invoke(self, ctx: Any) -> Any:
        """Run a command; what it raises on purpose ends in one line, never in a traceback."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read our output has seen enough; the flush at exit must not complain about it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            raise typer.Exit(PIPE_CLOSED) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except (QuoteIndexError, OSError) as error:
            raise typer.Exit(report(error)) from None
        return result


app = typer.Typer(
    cls=Commands,
    name="quoteindex",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from quoteindex import __version__

        typer.echo(f"quoteindex {__version__}")
        raise typer.Exit


@app.callback()
def frame(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Find, check, index and list quotations of the Qur'an and of hadith in Arabic and English documents."""


def run() -> None:
    """Run the command line on this process's arguments."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Arabic must come out whatever the locale says, and a file name that is no text must not stop a batch.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except KeyboardInterrupt:  # before a command had begun
        sys.exit(INTERRUPTED)
