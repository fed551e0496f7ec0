"""The Whoosh schema of the index: one Whoosh document a cit, and one a source document.

Words are compared by their forms in ``quoted`` and ``library`` and, with less weight, by their stems in the ``_stems``
fields beside them.  The analysers live here, and their module must keep its name: Whoosh writes it into every index.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whoosh import analysis, fields, formats

from quoteindex.index.words import Word, words

# Parts of a field stand this far apart, so that no phrase reaches from one into the next.
_GAP = 100
PART = "\u2029"


@lru_cache(maxsize=64)
def _words(part: str) -> tuple[Word, ...]:
    """Return the words of a part, which three fields ask for one after the other."""
    return tuple(words(part))


class Forms(analysis.Analyzer):  # type: ignore[misc]  # Whoosh has no types
    """Every form of every word, all forms of a word at its position."""

    def __call__(self, value: str, start_pos: int = 0, **options: Any) -> Iterator[Any]:
        """Yield Whoosh's one token, again and again."""
        token = analysis.Token(**options)
        position = start_pos
        for part in value.split(PART):
            for word in _words(part):
                token.pos = position
                for form in word.forms:
                    token.text = form
                    yield token
                position += 1
            position += _GAP


class Stems(analysis.Analyzer):  # type: ignore[misc]
    """Every stem that is not the word itself: those are found among the forms, and a third of all words are such."""

    def __call__(self, value: str, **options: Any) -> Iterator[Any]:
        """Yield Whoosh's one token, again and again."""
        token = analysis.Token(**options)
        for part in value.split(PART):
            for word in _words(part):
                for stem in word.stems:
                    if stem not in word.forms:
                        token.text = stem
                        yield token


class Bare(analysis.Analyzer):  # type: ignore[misc]
    """Every Uthmani word without its signs, where that is no spelling of it."""

    def __call__(self, value: str, **options: Any) -> Iterator[Any]:
        """Yield Whoosh's one token, again and again."""
        token = analysis.Token(**options)
        for part in value.split(PART):
            for word in _words(part):
                if word.bare:
                    token.text = word.bare
                    yield token


def _present(analyser: Any) -> Any:
    return fields.FieldType(formats.Existence(), analyzer=analyser)


def _text() -> Any:
    return fields.TEXT(analyzer=Forms(), phrase=True)


def _keys() -> Any:
    return fields.KEYWORD(scorable=False)


def schema() -> Any:
    """Return the schema.

    ``kind`` is "cit" or "source"; ``source`` the absolute path of the document, ``stamp`` what was read of it.
    """
    return fields.Schema(
        kind=fields.ID(),
        source=fields.ID(stored=True),
        stamp=fields.STORED(),
        record=fields.STORED(),
        quoted=_text(),
        quoted_stems=_present(Stems()),
        library=_text(),
        library_stems=_present(Stems()),
        bare=_present(Bare()),
        named=_text(),
        path=_text(),
        locus=_keys(),
        surah=_keys(),
        work=_keys(),
        collection=_keys(),
        verdict=_keys(),
        language=_keys(),
        edition=_keys(),
    )
