"""A query as Whoosh carries it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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


# Whether a form is a word of the index.
Known = Callable[[str], bool]


def translate(query: Query, known: Known) -> Any:
    """Return the Whoosh query of *query*."""
    match query:
        case Phrase(words, exact, where):
            return _words(words, exact, where, known)
        case Prefix(beginnings, where):
            return _any(
                whoosh.Prefix(field, beginning, boost=boost)
                for field, boost in _fields(_FORMS, where)
                for beginning in beginnings
            )
        case AtLoci(loci):
            return _fact("locus", loci)
        case Fulfils(fact, values):
            return _fact(fact, values)
        case InDocument(words):
            return _phrase("path", words, 1.0)
        case Everything():
            return whoosh.ConstantScoreQuery(_CITS)
        case And(parts):
            return _all(parts, known)
        case Or(parts):
            return whoosh.Or([translate(part, known) for part in parts])
        case Not():
            return _all((query,), known)


def _all(parts: tuple[Query, ...], known: Known) -> Any:
    wanted = [translate(part, known) for part in parts if not isinstance(part, Not)]
    unwanted = [translate(part.part, known) for part in parts if isinstance(part, Not)]
    found = whoosh.And(wanted) if wanted else translate(Everything(), known)
    return whoosh.AndNot(found, whoosh.Or(unwanted)) if unwanted else found


def _words(words: tuple[Word, ...], exact: bool, where: Where, known: Known) -> Any:
    if len(words) > 1:
        return _any(_phrase(field, words, boost) for field, boost in _fields(_FORMS, where))
    return _word(words[0], exact, where, known)


def _fact(field: str, values: tuple[str, ...]) -> Any:
    """Return a filter: whatever it finds is as good as anything else that it finds."""
    return whoosh.ConstantScoreQuery(_any(whoosh.Term(field, value) for value in values))


def _fields(boosts: dict[str, float], where: Where) -> Iterable[tuple[str, float]]:
    return [(field, boost) for field, boost in boosts.items() if where == "anywhere" or field.startswith(where)]


def _word(word: Word, exact: bool, where: Where, known: Known) -> Any:
    found = [whoosh.Term(field, form, boost) for field, boost in _fields(_FORMS, where) for form in word.forms]
    if not exact:
        for field, boost in _fields(_STEMS, where):
            found += [whoosh.Term(f"{field}_stems", stem, boost) for stem in word.stems]
            # A word that is its own stem stands among the forms alone.
            found += [whoosh.Term(field, stem, boost) for stem in word.stems if stem not in word.forms]
    if not any(map(known, word.forms)):
        # A spelling that nobody uses: perhaps an Uthmani one without its signs.
        found += [whoosh.Term("bare", form) for form in word.forms]
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
