"""The fields of the query language: what ``surah:26`` or ``work:hadith`` asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import get_args

from quoteindex.errors import QuerySyntaxError, QuoteIndexError
from quoteindex.index.query import Fulfils, InDocument, Query
from quoteindex.index.words import words
from quoteindex.library.works import collections
from quoteindex.model import Passage, ReferenceVerdict, TextVerdict
from quoteindex.tables import table

_LAST_SURAH = 114


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    """Return the spellings of ``corpora/query_words.tsv`` by kind: kind → spelling → meaning."""
    found: dict[str, dict[str, str]] = {}
    for row in table("query_words"):
        found.setdefault(row["kind"], {})[row["spelling"]] = row["meaning"]
    return found


def fields() -> frozenset[str]:
    """Return every name of a field, in both languages."""
    return frozenset(_table()["field"])


def asks_quoted(name: str) -> bool:
    """Whether a field limits words to those that the documents themselves quote."""
    return _table()["field"][name] == "quoted"


def field_query(name: str, value: str) -> Query:
    """Return what ``name:value`` asks for.

    Raises QuerySyntaxError where the field has no such value, saying which it has.

    >>> field_query("lang", "Arabic")
    Fulfils(fact='language', values=('ar',))
    """
    return _READERS[_table()["field"][name]](value.strip())


def _surah(value: str) -> Query:
    if not value.isdecimal():
        return Fulfils("surah", _surahs_of_name(value))
    number = int(value)
    if not 1 <= number <= _LAST_SURAH:
        raise QuerySyntaxError(f"no surah {value}; there are {_LAST_SURAH}")
    return Fulfils("surah", (str(number),))


def _surahs_of_name(name: str) -> tuple[str, ...]:
    """Return the number of the surah of a name, several where the name is that of several."""
    # "Surah" lets in the translated names, which are plain words without it; Arabic names are read as they are.
    for text in (f"Surah {name}: 1", f"{name}: 1"):
        numbers = [passage.start[0] for passage in _passages(text) if passage.is_quran]
        if numbers:
            return tuple(dict.fromkeys(map(str, numbers)))
    raise QuerySyntaxError(f"no surah is known as {name!r}; give its number, or its name as in surah:Ash-Shuara")


def _passages(text: str) -> tuple[Passage, ...]:
    from quoteindex.references import parse_reference

    try:
        return parse_reference(text).passages
    except QuoteIndexError:
        return ()


def _work(value: str) -> Query:
    kind = _table()["work"].get(value.lower())
    return Fulfils("work", (kind,)) if kind else _collection(value)


def _collection(value: str) -> Query:
    known = {collection.id for collection in collections()}
    identifier = value.lower().replace("-", "_").replace(" ", "_")
    if identifier in known:
        return Fulfils("collection", (identifier,))
    return Fulfils("collection", _collections_of_name(value))


def _collections_of_name(name: str) -> tuple[str, ...]:
    from quoteindex.references import parse_reference

    try:
        reference = parse_reference(f"{name} 1")
    except QuoteIndexError:
        found: tuple[str, ...] = ()
    else:
        works = (passage.work for passage in reference.passages if not passage.is_quran)
        found = tuple(dict.fromkeys((*reference.collections, *works)))
    if not found:
        raise QuerySyntaxError(f"no collection is known as {name!r}; e.g. collection:bukhari, collection:ibn_hibban")
    return found


def _verdict(value: str) -> Query:
    known = (*get_args(TextVerdict), *get_args(ReferenceVerdict))
    word = value.lower().replace("-", "_").replace(" ", "_")
    if word not in known:
        raise QuerySyntaxError(f"no verdict {value!r}; the verdicts are {', '.join(known)}")
    return Fulfils("verdict", (word,))


def _language(value: str) -> Query:
    language = _table()["language"].get(value.lower())
    if not language:
        raise QuerySyntaxError(f"no language {value!r}; quotations are in ar (Arabic) or en (English)")
    return Fulfils("language", (language,))


def _edition(value: str) -> Query:
    return Fulfils("edition", (value,))


def _document(value: str) -> Query:
    found = tuple(words(value))
    if not found:
        raise QuerySyntaxError(f"document:{value} has no letters or digits; give a part of the document's path")
    return InDocument(found)


_READERS: dict[str, Callable[[str], Query]] = {
    "surah": _surah,
    "work": _work,
    "collection": _collection,
    "verdict": _verdict,
    "language": _language,
    "edition": _edition,
    "document": _document,
}
