"""``quoteindex corpora``: the reference texts, where they come from and how they get here."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from quoteindex.cli.errors import Batch
from quoteindex.cli.progress import bar
from quoteindex.errors import FetchError

if TYPE_CHECKING:
    from quoteindex.library.listing import Listed

corpora = typer.Typer(
    help="List, fetch, add, remove and check the reference texts.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
)
Jsonl = Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")]
_WIDE = 200  # columns where there is no terminal to fit in


@corpora.command("list")
def list_corpora(
    installed: Annotated[bool, typer.Option("--installed", help="Only what is here.")] = False,
    available: Annotated[bool, typer.Option("--available", help="Only what is not here, but can be had.")] = False,
    jsonl: Jsonl = False,
) -> None:
    """List the editions: those that are here, and those that can be had."""
    from quoteindex.library.listing import listing

    rows = [row for row in listing() if not ((installed and not row.installed) or (available and row.installed))]
    if jsonl:
        _print_jsonl(map(_as_json, rows))
    else:
        _print_table(rows)


@corpora.command()
def info(
    name: Annotated[str, typer.Argument(help="A work (quran, bukhari) or an edition (en.sahih).")],
    jsonl: Jsonl = False,
) -> None:
    """Say all that is known of a work or an edition."""
    from quoteindex.library.listing import listing_of

    rows = listing_of(name)
    if jsonl:
        _print_jsonl(map(_as_json, rows))
        return
    for row in rows:
        said = _as_json(row)
        typer.echo(f"{said.pop('edition')}: {said.pop('title')}")
        for key, value in said.items():
            if value not in ("", [], 0):
                typer.echo(f"  {key}: {', '.join(value) if isinstance(value, list) else value}")


@corpora.command()
def fetch(
    names: Annotated[list[str], typer.Argument(help="Editions, works or sources.", metavar="NAME...")],
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="Accept the licences of these texts; asked once.")
    ] = False,
) -> None:
    """Download reference texts from their public sources; the only command that uses the network."""
    from quoteindex.library.fetch import fetch as fetch_one
    from quoteindex.library.fetch import fetchable

    batch = Batch()
    entries = [entry for name in names for entry in fetchable(name)]
    with bar() as progress:
        for entry in entries:
            try:
                path = fetch_one(entry, progress, accept_licence=accept_licence)
            except FetchError as error:
                batch.failed(error)
            else:
                typer.echo(f"{entry.edition.id}: {path}")
    if batch.status:
        raise typer.Exit(batch.status)


@corpora.command()
def add(
    file: Annotated[Path, typer.Argument(help="The text.")],
    work: Annotated[str, typer.Option(help="quran, bukhari, ibn_hibban … or a name of your own.")],
    language: Annotated[Literal["ar", "en"], typer.Option(help="The language of the text.")],
    format: Annotated[  # noqa: A002  (the name of the option)
        Literal["tsv", "jsonl", "tanzil", "openiti"], typer.Option(help="How the file is written.")
    ],
    id: Annotated[str, typer.Option(help="The name of the edition; by default the file's.")] = "",  # noqa: A002
    title: Annotated[str, typer.Option(help="Its title.")] = "",
    source: Annotated[str, typer.Option(help="Where it comes from.")] = "",
    licence: Annotated[str, typer.Option(help="Under which licence.")] = "",
) -> None:
    """Add a text of your own to the library."""
    from quoteindex.library.add import add as add_text

    edition, count = add_text(file, work, language, format, edition_id=id, title=title, source=source, licence=licence)
    typer.echo(f"{edition.id}: {count} records; the library is compiled anew when it is next used")


@corpora.command()
def remove(edition: Annotated[str, typer.Argument(help="An edition that was added or fetched.")]) -> None:
    """Remove a text that was added or fetched."""
    from quoteindex.library.add import remove as remove_text

    for path in remove_text(edition):
        typer.echo(f"removed {path}")


@corpora.command()
def verify(
    names: Annotated[list[str] | None, typer.Argument(help="Editions or works; all by default.")] = None,
    jsonl: Jsonl = False,
) -> None:
    """Check the texts: checksums, counts, empty or repeated verses, verses that differ from another edition's."""
    from dataclasses import asdict

    from quoteindex.library.verify import verify as verify_texts

    serious = False
    with bar() as progress:
        findings = list(verify_texts(names or (), progress))
    for finding in findings:
        serious = serious or finding.serious
        if jsonl:
            _print_jsonl([asdict(finding)])
        else:
            mark = "" if finding.serious else " (note)"
            typer.echo(f"{finding.edition}{mark}: {' '.join(filter(None, (finding.place, finding.message)))}")
    if not findings and not jsonl:
        typer.echo("nothing wrong was found")
    if serious:
        raise typer.Exit(1)


def _as_json(row: Listed) -> dict[str, Any]:
    edition = row.edition
    return {
        "edition": edition.id,
        "title": edition.title,
        "work": edition.work,
        "language": edition.language,
        "installed": row.installed,
        "source": edition.source,
        "licence": edition.licence,
        "numbering": edition.numbering,
        "count": row.count,
        "size": row.size,
        "sha256": row.checksum,
        "files": [str(path) for path in row.files],
        "get": row.remedy,
    }


def _print_jsonl(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False))


def _print_table(rows: Iterable[Listed]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("edition", "work", "", "title", "source", "licence", "count", "numbering", "sha256", "MB", "here"):
        table.add_column(name, justify="right" if name in ("count", "MB") else "left", overflow="fold")
    for row in rows:
        edition = row.edition
        table.add_row(
            edition.id, edition.work, edition.language, edition.title, edition.source, edition.licence,
            str(row.count or ""), edition.numbering, row.checksum[:8], f"{row.size / 1e6:.1f}" if row.size else "",
            "yes" if row.installed else row.remedy,
        )  # fmt: skip
    width = None if sys.stdout.isatty() else _WIDE
    Console(width=width, highlight=False, markup=False, emoji=False).print(table)
