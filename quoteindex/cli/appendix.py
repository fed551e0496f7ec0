"""``quoteindex appendix``: the list of what documents quote, for the back of a book."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteindex.cli.errors import Batch, tell_encoding
from quoteindex.cli.progress import library_with_bar
from quoteindex.errors import QuoteIndexError

if TYPE_CHECKING:
    from quoteindex.library import Library
    from quoteindex.model import Cit, Document


def appendix(
    paths: Annotated[list[Path], typer.Argument(help="Documents, or folders of documents.", metavar="PATH...")],
    format_name: Annotated[
        str | None, typer.Option("--format", "-f", help="md, html, csv or jsonl (default: as FILE ends, or md).")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to a file, not to standard output.", metavar="FILE")
    ] = None,
    style: Annotated[str, typer.Option(help="How references are written.", metavar="STYLE")] = "short",
    title: Annotated[str, typer.Option(help="The heading.")] = "Index of quotations",
    references: Annotated[
        bool, typer.Option("--references", help="List places that refer to a passage without quoting it, too.")
    ] = False,
    library_incipits: Annotated[
        bool, typer.Option("--library-incipits", help="Take the first words from the library; mind its licences.")
    ] = False,
) -> None:
    """Write the appendix of what documents quote: the Qur'an in mushaf order, hadith by collection."""
    from quoteindex.appendix import Options, collect, formats, writer
    from quoteindex.appendix.files import check_place, write_whole
    from quoteindex.references import STYLES

    chosen = format_name or (output.suffix.lstrip(".").lower() if output and output.suffix else "md")
    if chosen not in formats():
        raise typer.BadParameter(f"no format {chosen!r}; the formats are {', '.join(formats())}", param_hint="--format")
    if style not in STYLES:
        raise typer.BadParameter(f"no style {style!r}; the styles are {', '.join(STYLES)}", param_hint="--style")
    if output is not None:
        check_place(output)
    batch = Batch()
    library = library_with_bar()
    options = Options(title, style, references, library_incipits)
    made = collect(_scanned(paths, library, batch), library, options)
    if made.documents:
        text = writer(chosen)(made)
        if output is None:
            sys.stdout.write(text)
        else:
            write_whole(output, text)
    if batch.status:
        raise typer.Exit(batch.status)


def _scanned(paths: list[Path], library: Library, batch: Batch) -> Iterator[tuple[Document, list[Cit]]]:
    """Yield the documents with their cits; one that cannot be read is told, and the rest goes on."""
    from quoteindex.readers import find_documents, read_document
    from quoteindex.scan import scan_document

    for path in paths:
        try:
            for file in find_documents([path]):
                try:
                    document = read_document(file)
                    tell_encoding(document.id, document.encoding)
                    yield document, scan_document(document, library)
                except QuoteIndexError as error:
                    batch.failed(error)
        except QuoteIndexError as error:
            batch.failed(error)
