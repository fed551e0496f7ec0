"""``quoteindex reference``: read one reference, as it may stand in any text."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from quoteindex.cli.errors import tell

if TYPE_CHECKING:
    from quoteindex.library.library import Library
    from quoteindex.model import Passage, Reference


def reference(
    text: Annotated[
        list[str], typer.Argument(help='A reference: "Al-Anfal: 37", Q 8:37, "Sahih Muslim 2564".', metavar="TEXT...")
    ],
    style: Annotated[
        str, typer.Option("--style", help="The citation style to write it in.", metavar="STYLE")
    ] = "short",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object.")] = False,
) -> None:
    """Say which passage a reference names: every candidate when it is ambiguous, what there is when nothing fits."""
    from quoteindex.errors import ReferenceSyntaxError
    from quoteindex.references import STYLES, parse_reference, suggestion

    if style not in STYLES:
        raise typer.BadParameter(f"{style!r} is none of {', '.join(STYLES)}", param_hint="--style")
    found = parse_reference(" ".join(text))
    if found.passages and not found.passages[0].is_quran:
        found = parse_reference(" ".join(text), _library())
    if jsonl:
        sys.stdout.write(json.dumps(_to_json(found, style), ensure_ascii=False) + "\n")
    elif found.status == "source_only":
        sys.stdout.write("".join(f"{work}\n" for work in found.collections))
    else:
        sys.stdout.write("".join(f"{passage}\t{_written(passage, style)}\n" for passage in _candidates(found)))
    if found.status == "ambiguous" and len(_candidates(found)) > 1:
        tell(f"ambiguous: {len(_candidates(found))} candidates, the likeliest first")
    if found.status == "out_of_range":
        raise ReferenceSyntaxError(f"{found.text!r} is out of range: {suggestion(found)}")


def _library() -> Library:
    from quoteindex.cli.progress import library_with_bar

    return library_with_bar()


def _candidates(found: Reference) -> tuple[Passage, ...]:
    """Return what a reference may mean: of hadith, which are counted in several ways, the library's own passages."""
    return found.readings or found.passages


def _written(passage: Passage, style: str) -> str:
    from quoteindex.errors import NoSuchPassage
    from quoteindex.references import format_passage

    try:
        return format_passage(passage, style)
    except NoSuchPassage:
        return "–"


def _to_json(found: Reference, style: str) -> dict[str, object]:
    return {
        "text": found.text,
        "span": [found.span.start, found.span.end],
        "passages": [str(passage) for passage in found.passages],
        "readings": [str(passage) for passage in found.readings],
        "formatted": [_written(passage, style) for passage in found.passages],
        "collections": list(found.collections),
        "status": found.status,
        "form": found.form,
    }
