"""``quoteindex search``: find quotations in an index, by words of either language or by reference."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteindex.cli.errors import tell
from quoteindex.cli.index import INDEX_HELP

if TYPE_CHECKING:
    from quoteindex.index import Hit


def search(
    query: Annotated[
        list[str], typer.Argument(help='Words, "phrases", references (8:37), fields (surah:26).', metavar="QUERY...")
    ],
    index_dir: Annotated[Path | None, typer.Option("--index", "-i", help=INDEX_HELP, metavar="DIR")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a hit.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Print at most so many hits.", metavar="N")] = 20,
) -> None:
    """Find quotations in an index, in Arabic, in English or by reference."""
    from quoteindex.index import open_index

    opened = open_index(index_dir)
    asked = " ".join(query)
    hits = opened.search(asked, limit)
    if jsonl:
        _print_jsonl(hits)
        return
    found = opened.count(asked) if len(hits) == limit else len(hits)
    if hits:
        from quoteindex.cli.hits_table import print_table

        print_table(hits)
    tell(f"{found or 'no'} {'hit' if found == 1 else 'hits'}" + (f", {limit} shown" if found > limit else ""))


def _print_jsonl(hits: list[Hit]) -> None:
    from quoteindex.index.jsonl import to_json

    sys.stdout.writelines(json.dumps(to_json(hit), ensure_ascii=False) + "\n" for hit in hits)
