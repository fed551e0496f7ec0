"""Answers of a search: the cit, where it stands, and its texts with the asked words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quoteindex.index.query import Phrase, Prefix, Query, asked_words
from quoteindex.index.record import Record, Stretch
from quoteindex.index.words import Word, words
from quoteindex.model import Cit, Language, Span
from quoteindex.places import Place


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text of a hit, with the asked words marked.

    ``marks`` are code points of ``text``.  ``span`` is where the text stands in the document; it is None for a text of
    the library, which is shown when what was asked stands only there, and whose ``edition`` says which it is.
    """

    text: str
    language: Language
    marks: tuple[Span, ...]
    span: Span | None = None
    edition: str = ""

    @property
    def matches(self) -> tuple[Span, ...]:
        """The marked words as spans of the document (none for a text of the library)."""
        return tuple(mark.shifted(self.span.start) for mark in self.marks) if self.span else ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One cit that a search found.

    ``document`` is the path as it was given when it was indexed, ``locator`` the place in it; the higher ``score``,
    the better.
    """

    cit: Cit
    document: str
    locator: Place
    snippets: tuple[Snippet, ...]
    score: float


def hit(record: Record, query: Query, score: float) -> Hit:
    """Return a record as the answer to a query."""
    asked = tuple(asked_words(query))
    snippets = [_snippet(stretch, asked) for stretch in record.quoted]
    everywhere = tuple(item for item in asked if item.where == "anywhere")
    if everywhere and not any(snippet.marks for snippet in snippets):
        own = [_snippet(stretch, everywhere) for stretch in record.library]
        # One text of a language is enough to see why the cit was found.
        snippets += {snippet.language: snippet for snippet in reversed(own) if snippet.marks}.values()
    return Hit(record.cit, record.cit.document, record.place, tuple(snippets), round(score, 3))


def _snippet(stretch: Stretch, asked: tuple[Phrase | Prefix, ...]) -> Snippet:
    found = list(words(stretch.text))
    marks = {mark for item in asked for mark in _marks(item, found)}
    return Snippet(stretch.text, stretch.language, tuple(sorted(marks)), stretch.span, stretch.edition)


def _marks(asked: Phrase | Prefix, found: list[Word]) -> Iterator[Span]:
    """Yield the stretches of a text that are what was asked: a phrase as one stretch."""
    if isinstance(asked, Prefix):
        yield from (Span(word.start, word.end) for word in found if _begins(word, asked.beginnings))
        return
    length = len(asked.words)
    with_stems = length == 1 and not asked.exact
    for at in range(len(found) - length + 1):
        run = found[at : at + length]
        if all(_agree(one, other, with_stems) for one, other in zip(asked.words, run, strict=True)):
            yield Span(run[0].start, run[-1].end)


def _begins(word: Word, beginnings: Iterable[str]) -> bool:
    return any(form.startswith(beginning) for form in word.forms for beginning in beginnings)


def _agree(one: Word, other: Word, with_stems: bool) -> bool:
    if other.bare in one.forms or not set(one.forms).isdisjoint(other.forms):
        return True
    return with_stems and not set(one.stems).isdisjoint(other.stems)
