"""The command line: one file a command, and no logic of its own."""

from __future__ import annotations


def main() -> None:
    """Run the command line; ends the process with its exit status."""
    from quoteindex.cli.app import run

    run()
