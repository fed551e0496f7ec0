"""The errors that quoteindex raises: one root, each child also the builtin that a caller would catch.

Every message names the file or value, what was expected, and what to do.
"""

from __future__ import annotations


class QuoteIndexError(Exception):
    """Root of all errors that quoteindex raises on purpose."""


class NoSuchPassage(QuoteIndexError, LookupError):
    """The library has no such surah, verse or hadith."""


class NoSuchEdition(QuoteIndexError, LookupError):
    """The library has no edition, work or corpus of that name."""


class ReferenceSyntaxError(QuoteIndexError, ValueError):
    """A reference or passage id that cannot be parsed."""


class DocumentError(QuoteIndexError, ValueError):
    """A document that cannot be read: binary, undecodable, damaged or of an unknown format."""


class MissingDocument(DocumentError, FileNotFoundError):
    """A path that does not exist, or a folder in which there is no document."""


class CorpusError(QuoteIndexError, ValueError):
    """A reference text that is damaged, incomplete, or not what its checksum says."""


class FetchError(QuoteIndexError, OSError):
    """A download that failed; nothing half-done was left behind."""


class QuerySyntaxError(QuoteIndexError, ValueError):
    """A search query that cannot be parsed."""


class IndexVersionError(QuoteIndexError, RuntimeError):
    """An index that is missing, damaged, or written by another version of quoteindex."""


class IndexBusy(QuoteIndexError, BlockingIOError):
    """An index that another process is writing."""
