"""``quoteindex scan``: what the documents quote, cite by cite."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteindex.cli.errors import Batch, tell
from quoteindex.cli.progress import bar, library_with_bar
from quoteindex.errors import QuoteIndexError

if TYPE_CHECKING:
    from quoteindex.model import Cit, Document


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
    if paths:
        library_with_bar()  # compiled here if need be, once, before any worker opens it
    with bar() as progress:
        for done, scanned in enumerate(_scan_all(paths, references_only, jobs), 1):
            if scanned.document is None:
                batch.failed(scanned.error or QuoteIndexError(f"{scanned.path}: could not be scanned"))
                continue
            _warn_of_encoding(scanned.document)
            show(scanned.document, scanned.cits, explain)
            progress("documents", done, len(paths))
    if batch.status:
        raise typer.Exit(batch.status)


def _documents(files: Iterable[Path], batch: Batch) -> Iterator[Path]:
    from quoteindex.readers import find_documents

    for file in files:
        try:
            yield from find_documents([file])
        except QuoteIndexError as error:
            batch.failed(error)


def _scan_all(paths: list[Path], references_only: bool, jobs: int) -> Iterator[_Scanned]:
    """Yield the documents in the order of their paths, whichever is ready first."""
    if min(jobs, len(paths)) < 2:
        yield from (_scan_one(path, references_only) for path in paths)
        return
    from concurrent.futures import ProcessPoolExecutor
    from itertools import repeat

    with ProcessPoolExecutor(min(jobs, len(paths))) as pool:
        yield from pool.map(_scan_one, paths, repeat(references_only))


def _scan_one(path: Path, references_only: bool) -> _Scanned:
    from quoteindex.library import open_library
    from quoteindex.readers import read_document
    from quoteindex.scan import scan_document, scan_references

    try:
        document = read_document(path)
        find = scan_references if references_only else scan_document
        return _Scanned(path, document, tuple(find(document, open_library())))
    except QuoteIndexError as error:
        return _Scanned(path, error=error)


def _warn_of_encoding(document: Document) -> None:
    if document.encoding != "utf-8":
        tell(f"{document.id}: not in plain UTF-8, read as {document.encoding}")


def _show_jsonl(document: Document, cits: tuple[Cit, ...], explain: bool) -> None:
    import json

    from quoteindex.jsonl import to_json

    for cit in cits:
        found = to_json(cit)
        if explain:
            found["evidence"] = [{"reason": one.reason, "weight": one.weight} for one in cit.evidence]
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


def _show_table(document: Document, cits: tuple[Cit, ...], explain: bool) -> None:
    from quoteindex.cli.table import explanation, table

    sys.stdout.write(f"{document.id}: {len(cits) or 'no'} {'cit' if len(cits) == 1 else 'cits'}\n")
    if cits:
        sys.stdout.write(table(document, cits))
    if explain:
        sys.stdout.writelines(explanation(cit) for cit in cits)
