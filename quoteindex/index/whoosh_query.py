"""A query as Whoosh carries it out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from whoosh import query as whoosh
from whoosh.query import spans

from quoteindex.index.query import And, AtLoci, Everything, Fulfils, InDocument, Not, Or, Phrase, Prefix, Query, Where
from quoteindex.index.words import Word

# What a word is worth where it is found.  The document's own words come first, then the library's, then what the
# reference says; a word of the same stem is worth less than the word itself.
_FORMS = {"quoted": 4.0, "library": 2.0, "named": 1.0}
_STEMS = {"quoted": 1.0, "library": 0.5}
_CITS = whoosh.Term("kind", "cit")


def translate(query: Query) -> Any:
    """Return the Whoosh query of *query*."""
    return _translate(query)


@singledispatch
def _translate(query: Query) -> Any:
    raise TypeError(f"no query: {query!r}")


@_translate.register
def _(query: Phrase) -> Any:
    if len(query.words) == 1:
        return _word(query.words[0], query.where, with_stems=not query.exact)
    return _any(_phrase(field, query.words, boost) for field, boost in _fields(_FORMS, query.where))


@_translate.register
def _(query: Prefix) -> Any:
    return _any(
        whoosh.Prefix(field, beginning, boost=boost)
        for field, boost in _fields(_FORMS, query.where)
        for beginning in query.beginnings
    )


@_translate.register
def _(query: AtLoci) -> Any:
    return _fact("locus", query.loci)


@_translate.register
def _(query: Fulfils) -> Any:
    return _fact(query.fact, query.values)


@_translate.register
def _(query: InDocument) -> Any:
    return _phrase("path", query.words, 1.0)


@_translate.register
def _(query: Everything) -> Any:
    return whoosh.ConstantScoreQuery(_CITS)


@_translate.register
def _(query: And) -> Any:
    wanted = [translate(part) for part in query.parts if not isinstance(part, Not)]
    unwanted = [translate(part.part) for part in query.parts if isinstance(part, Not)]
    found = whoosh.And(wanted) if wanted else translate(Everything())
    return whoosh.AndNot(found, whoosh.Or(unwanted)) if unwanted else found


@_translate.register
def _(query: Or) -> Any:
    return whoosh.Or([translate(part) for part in query.parts])


@_translate.register
def _(query: Not) -> Any:
    return whoosh.AndNot(translate(Everything()), translate(query.part))


def _fact(field: str, values: tuple[str, ...]) -> Any:
    """Return a filter: whatever it finds is as good as anything else that it finds."""
    return whoosh.ConstantScoreQuery(_any(whoosh.Term(field, value) for value in values))


def _fields(boosts: dict[str, float], where: Where) -> Iterable[tuple[str, float]]:
    return [(field, boost) for field, boost in boosts.items() if where == "anywhere" or field.startswith(where)]


def _word(word: Word, where: Where, *, with_stems: bool) -> Any:
    found = [whoosh.Term(field, form, boost) for field, boost in _fields(_FORMS, where) for form in word.forms]
    if with_stems:
        for field, boost in _fields(_STEMS, where):
            found += [whoosh.Term(f"{field}_stems", stem, boost) for stem in word.stems]
            # A word that is its own stem stands among the forms alone.
            found += [whoosh.Term(field, stem, boost) for stem in word.stems if stem not in word.forms]
    return _any(found)


def _phrase(field: str, words: tuple[Word, ...], boost: float) -> Any:
    """Return the words side by side, each in any of its forms."""
    if len(words) == 1:
        return _any(whoosh.Term(field, form, boost) for form in words[0].forms)
    return _Near([_at_one_position(field, word, boost) for word in words])


class _Near(spans.SpanNear2):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's own, whose estimate of its size fails on a name that is not defined."""

    def _and_query(self) -> Any:
        return whoosh.And(self.qs)


def _at_one_position(field: str, word: Word, boost: float) -> Any:
    terms = [whoosh.Term(field, form, boost) for form in word.forms]
    return terms[0] if len(terms) == 1 else spans.SpanOr(terms)


def _any(queries: Iterable[Any]) -> Any:
    parts = list(queries)
    return parts[0] if len(parts) == 1 else whoosh.Or(parts)
