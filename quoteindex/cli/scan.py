"""``quoteindex scan``: what the documents quote, cite by cite."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteindex.cli.errors import Batch, tell_encoding, visible
from quoteindex.cli.progress import bar, library_with_bar
from quoteindex.errors import QuoteIndexError
from quoteindex.processes import in_order, library_at

if TYPE_CHECKING:
    from quoteindex.library import Library
    from quoteindex.model import Cit, Document


# Bytes from which a plain text is read as it is scanned, not before (JSON lines only; a table needs the whole).
STREAMED_FROM = 32 * 2**20


@dataclass(frozen=True, slots=True)
class _Scanned:
    """A document with what was found in it, or the error that stood in the way."""

    path: Path
    document: Document | None = None
    cits: tuple[Cit, ...] = ()
    error: QuoteIndexError | None = None


def scan(
    files: Annotated[list[Path], typer.Argument(help="Documents, or folders of documents.", metavar="FILE...")],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a cit.")] = False,
    references_only: Annotated[
        bool, typer.Option("--references-only", help="Look for references alone, not for quotations.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why members were tied together.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Documents scanned at once.", metavar="N")] = 1,
) -> None:
    """Find and check the quotations and references in documents."""
    batch = Batch()
    paths = list(_documents(files, batch))
    show = _show_jsonl if jsonl else _show_table
    if not paths:
        raise typer.Exit(batch.status)
    # Compiled here if need be, once, before any worker opens it.
    library = library_with_bar()
    scan_one = partial(_scan_one, library.path, references_only)
    streams = jsonl and not references_only and not explain
    done = 0
    with bar() as progress:
        for long, some in groupby(paths, lambda path: streams and _is_long(path)):
            if long:
                for path in some:
                    _stream(path, library, batch)
                    progress("documents", done := done + 1, len(paths))
                continue
            for scanned in in_order(scan_one, list(some), jobs):
                progress("documents", done := done + 1, len(paths))
                if scanned.document is None:
                    batch.failed(scanned.error or QuoteIndexError(f"{scanned.path}: could not be scanned"))
                    continue
                tell_encoding(scanned.document.id, scanned.document.encoding)
                show(scanned.document, scanned.cits, explain)
    if batch.status:
        raise typer.Exit(batch.status)


def _is_long(path: Path) -> bool:
    return path.suffix.lower() == ".txt" and path.stat().st_size > STREAMED_FROM


def _stream(path: Path, library: Library, batch: Batch) -> None:
    """Print the cits of a plain text that is too long to hold in memory, as they are found."""
    from quoteindex.errors import DocumentError
    from quoteindex.scan import scan_stream

    try:
        with path.open(encoding="utf-8", newline="") as stream:
            for cit in scan_stream(stream, str(path), library):
                _print_json(cit, explain=False)
    except UnicodeDecodeError as error:
        expected = "a text of this length is read as UTF-8 only: convert it first (iconv)"
        batch.failed(DocumentError(f"{path}: not in UTF-8 at byte {error.start}; {expected}"))
    except OSError as error:
        batch.failed(DocumentError(f"{path}: cannot be read: {error.strerror}"))


def _documents(files: Iterable[Path], batch: Batch) -> Iterator[Path]:
    from quoteindex.readers import find_documents

    for file in files:
        try:
            yield from find_documents([file])
        except QuoteIndexError as error:
            batch.failed(error)


def _scan_one(library: Path, references_only: bool, path: Path) -> _Scanned:
    from quoteindex.readers import read_document
    from quoteindex.scan import scan_document, scan_references

    try:
        document = read_document(path)
        find = scan_references if references_only else scan_document
        return _Scanned(path, document, tuple(find(document, library_at(library))))
    except QuoteIndexError as error:
        return _Scanned(path, error=error)
    except Exception as error:  # a fault of ours: told, counted in the exit status, and the batch goes on
        fault = "".join(traceback.format_exception_only(error)).strip()
        return _Scanned(path, error=QuoteIndexError(f"{path}: could not be scanned, a fault of quoteindex: {fault}"))


def _show_jsonl(document: Document, cits: tuple[Cit, ...], explain: bool) -> None:
    for cit in cits:
        _print_json(cit, explain)


def _print_json(cit: Cit, explain: bool) -> None:
    import json

    from quoteindex.jsonl import to_json

    found = to_json(cit)
    if explain:
        found["evidence"] = [{"reason": one.reason, "weight": one.weight} for one in cit.evidence]
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


def _show_table(document: Document, cits: tuple[Cit, ...], explain: bool) -> None:
    from quoteindex.cli.table import explanation, table

    sys.stdout.write(f"{visible(document.id)}: {len(cits) or 'no'} {'cit' if len(cits) == 1 else 'cits'}\n")
    if cits:
        sys.stdout.write(table(document, cits))
    if explain:
        sys.stdout.writelines(explanation(cit) for cit in cits)
