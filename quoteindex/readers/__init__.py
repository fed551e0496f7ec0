"""Files to documents: one file a format, one registry, and the walk through folders.

>>> document_of("<p>Say: &quot;He is Allah&quot;</p>", format="html").visible.split()
['Say:', '"He', 'is', 'Allah"']
"""

from quoteindex.readers.files import document_of, find_documents, read_document
from quoteindex.readers.registry import Reader, formats, reader_for

__all__ = ["Reader", "document_of", "find_documents", "formats", "read_document", "reader_for"]
