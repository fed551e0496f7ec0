"""References: the names and numbers by which people say where a quotation stands, found, resolved and formatted."""

from quoteindex.references.drafts import members
from quoteindex.references.parse import parse_reference, suggestion
from quoteindex.references.scanner import find_references
from quoteindex.references.styles import STYLES, format_passage

__all__ = ["STYLES", "find_references", "format_passage", "members", "parse_reference", "suggestion"]
