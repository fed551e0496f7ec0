"""Quotations of the Qur'an and of hadith in Arabic and English documents: found, checked, indexed and listed.

>>> import quoteindex as qi
>>> qi.parse_reference("Al-Anfal: 37").passages
(Passage(work='quran', start=(8, 37), end=(8, 37), suffix='', scheme=''),)
>>> cits = qi.scan_text("فَإِنَّ مَعَ الْعُسْرِ يُسْرًا “For indeed, with hardship will be ease” (Ash-Sharh: 5)")
>>> [str(passage) for cit in cits for passage in cit.passages]
['quran:94:5']

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quoteindex.appendix import appendix as appendix
    from quoteindex.errors import CorpusError as CorpusError
    from quoteindex.errors import DocumentError as DocumentError
    from quoteindex.errors import FetchError as FetchError
    from quoteindex.errors import IndexBusy as IndexBusy
    from quoteindex.errors import IndexVersionError as IndexVersionError
    from quoteindex.errors import MissingDocument as MissingDocument
    from quoteindex.errors import NoSuchEdition as NoSuchEdition
    from quoteindex.errors import NoSuchPassage as NoSuchPassage
    from quoteindex.errors import QuerySyntaxError as QuerySyntaxError
    from quoteindex.errors import QuoteIndexError as QuoteIndexError
    from quoteindex.errors import ReferenceSyntaxError as ReferenceSyntaxError
    from quoteindex.index import build_index as build_index
    from quoteindex.index import open_index as open_index
    from quoteindex.library import Library as Library
    from quoteindex.library import open_library as open_library
    from quoteindex.model import Cit as Cit
    from quoteindex.model import Document as Document
    from quoteindex.model import Edition as Edition
    from quoteindex.model import Passage as Passage
    from quoteindex.model import Quotation as Quotation
    from quoteindex.model import Reference as Reference
    from quoteindex.model import Span as Span
    from quoteindex.model import Verdict as Verdict
    from quoteindex.readers import document_of as document_of
    from quoteindex.readers import find_documents as find_documents
    from quoteindex.readers import read_document as read_document
    from quoteindex.references import find_references as find_references
    from quoteindex.references import format_passage as format_passage
    from quoteindex.references import parse_reference as parse_reference
    from quoteindex.scan import scan as scan
    from quoteindex.scan import scan_document as scan_document
    from quoteindex.scan import scan_text as scan_text

__version__ = "0.1.0"

_ROOMS = {
    "errors": (
        "CorpusError", "DocumentError", "FetchError", "IndexBusy", "IndexVersionError", "MissingDocument",
        "NoSuchEdition", "NoSuchPassage", "QuerySyntaxError", "QuoteIndexError", "ReferenceSyntaxError",
    ),
    "model": ("Cit", "Document", "Edition", "Passage", "Quotation", "Reference", "Span", "Verdict"),
    "readers": ("document_of", "find_documents", "read_document"),
    "library": ("Library", "open_library"),
    "references": ("find_references", "format_passage", "parse_reference"),
    "scan": ("scan", "scan_document", "scan_text"),
    "index": ("build_index", "open_index"),
    "appendix": ("appendix",),
}  # fmt: skip
_HOME = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    """Load a public name from its room when it is first used (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})


class _Package(ModuleType):
    """The package, in which ``scan`` and ``appendix`` are the public functions and not the rooms of the same name.

    Importing a room binds it as an attribute of its package; ``from quoteindex.scan import …`` needs no such binding.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
