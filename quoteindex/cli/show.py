"""``quoteindex show``: a passage in every edition, with what the sources say of it and its parallels."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from quoteindex.cli.progress import library_with_bar
from quoteindex.errors import NoSuchPassage, ReferenceSyntaxError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteindex.library import Library
    from quoteindex.model import Passage


def show(
    passage: Annotated[str, typer.Argument(help="8:37, bukhari:1, 'al-Anfal 37', 'Sahih Muslim 2564'.")],
    edition: Annotated[
        list[str] | None, typer.Option("--edition", "-e", help="Only this edition; may be repeated.")
    ] = None,
    language: Annotated[Literal["ar", "en"] | None, typer.Option(help="Only this language.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a text.")] = False,
) -> None:
    """Print a passage in every edition, and where else the same hadith stands."""
    library = library_with_bar()
    for found in _passages(library, passage):
        texts = list(_texts(library, found, edition, language))
        if jsonl:
            for text in texts:
                typer.echo(json.dumps(text, ensure_ascii=False))
        else:
            _print(library, found, texts)


def _passages(library: Library, asked: str) -> tuple[Passage, ...]:
    """Return the library's passages that *asked* means; raises NoSuchPassage where it has none of them."""
    from quoteindex.library.listing import missing_work
    from quoteindex.model import Passage

    try:
        stated: tuple[Passage, ...] = (Passage.parse(f"quran:{asked}" if asked[:1].isdecimal() else asked),)
    except ReferenceSyntaxError:
        from quoteindex.references import parse_reference

        stated = parse_reference(asked, library).passages
    else:
        if stated[0] in library:  # an id of the library's own, which may mean something else as a citation
            return stated
    found = tuple(dict.fromkeys(own for passage in stated for own in library.resolve(passage)))
    if found:
        return found
    absent = [missing_work(passage.work) for passage in stated if not library.editions_of(passage.work)]
    raise NoSuchPassage(absent[0] if absent else f"{asked}: the library has no such passage")


def _texts(
    library: Library, passage: Passage, chosen: list[str] | None, language: str | None
) -> Iterator[dict[str, Any]]:
    editions = [library.edition(name) for name in chosen] if chosen else library.editions_of(passage.work)
    for edition in editions:
        if language not in (None, edition.language):
            continue
        try:
            indices = library.indices(passage, edition.id)
        except NoSuchPassage:
            continue
        records = [library.record(edition.id, index) for index in indices]
        start, end = library.matn(edition.id, indices[0])
        yield {
            "passage": str(passage),
            "edition": edition.id,
            "language": edition.language,
            "title": edition.title,
            "text": " ".join(record.text for record in records),
            "matn": records[0].text[start:end],
            "chapter": records[0].chapter,
            "page": records[0].page,
            "grades": [asdict(grade) for grade in records[0].grades],
            "parallels": [[str(other), round(likeness, 2)] for other, likeness in library.parallels(passage)],
        }


def _print(library: Library, passage: Passage, texts: list[dict[str, Any]]) -> None:
    typer.echo(str(passage))
    for text in texts:
        typer.echo(f"\n{text['edition']} ({text['title']})" + (f", p. {text['page']}" if text["page"] else ""))
        if text["chapter"]:
            typer.echo(text["chapter"])
        typer.echo(text["text"])
        if not passage.is_quran and text["language"] == "ar" and text["matn"] != text["text"]:
            typer.echo(f"matn: {text['matn']}")
        for grade in text["grades"]:
            typer.echo(f"{grade['grader']}: {grade['grade']} ({grade['source']})")
    if parallels := library.parallels(passage):
        typer.echo("\nparallels")
        for other, likeness in parallels:
            typer.echo(f"  {other}  {likeness:.0%}")
    typer.echo("")
