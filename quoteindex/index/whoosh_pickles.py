"""Whoosh made safe to open: an index, which may have come with someone else's folder, can run no code.

Whoosh 2.7.4 keeps parts of its files as pickles and reads them with the standard unpickler, which calls whatever the
file names.  Here it is given one that knows no class but Whoosh's own description of a segment.
"""

from __future__ import annotations

import io
import pickle
from typing import IO, Any

import whoosh.codec.whoosh3
import whoosh.columns
import whoosh.filedb.structfile
import whoosh.formats
import whoosh.index

from quoteindex.errors import IndexVersionError

_KNOWN = {
    ("whoosh.codec.whoosh3", "W3Codec"),
    ("whoosh.codec.whoosh3", "W3Segment"),
    ("collections", "defaultdict"),
    ("builtins", "int"),
    ("builtins", "set"),
}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _KNOWN:
            return super().find_class(module, name)
        if (module, name) == ("_codecs", "encode"):
            # This is how the pickles of protocol 2 write bytes; no other encoding is let in.
            return _latin1
        raise IndexVersionError(
            f"the index names {module}.{name}, which quoteindex never writes: do not trust it; "
            "delete its folder and build it again with `quoteindex index PATH...`"
        )


def _latin1(text: str, _encoding: str) -> bytes:
    return text.encode("latin1")


def _load(file: IO[bytes]) -> Any:
    return _Unpickler(file).load()


def _loads(data: bytes) -> Any:
    return _Unpickler(io.BytesIO(data)).load()


def install() -> None:
    """Give Whoosh the careful unpickler (again, if need be), and forget its readers of older formats."""
    whoosh.codec.whoosh3.loads = _loads
    whoosh.columns.loads = _loads
    whoosh.formats.loads = _loads
    whoosh.filedb.structfile.load_pickle = _load
    whoosh.index.toc_loaders.clear()
