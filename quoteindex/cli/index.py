"""``quoteindex index``: build or update an index of what documents quote."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quoteindex.cli.errors import Batch, tell_encoding
from quoteindex.cli.progress import bar, library_with_bar

INDEX_HELP = "Folder of the index (default: $QUOTEINDEX_INDEX, or .quoteindex here)."


def index(
    paths: Annotated[list[Path], typer.Argument(help="Documents, or folders of documents.", metavar="PATH...")],
    index_dir: Annotated[Path | None, typer.Option("--index", "-i", help=INDEX_HELP, metavar="DIR")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Documents scanned at once.", metavar="N")] = 1,
) -> None:
    """Index the quotations in documents, or bring an index up to date with them."""
    from quoteindex.index import build_index
    from quoteindex.index.manifest import default_folder

    batch = Batch()
    library = library_with_bar()
    with bar() as progress:
        summary = build_index(paths, index_dir, library=library, progress=progress, jobs=jobs)
    for path, encoding in summary.encodings:
        tell_encoding(path, encoding)
    for _, error in summary.failures:
        batch.failed(error)
    documents = "document" if summary.added == 1 else "documents"
    cits = "cit" if summary.cits == 1 else "cits"
    typer.echo(
        f"{index_dir or default_folder()}: {summary.added} {documents} added, {summary.changed} changed, "
        f"{summary.unchanged} unchanged, {summary.removed} removed; {summary.cits} {cits} indexed"
    )
    if batch.status:
        raise typer.Exit(batch.status)
