"""Paths to documents: reading one, and walking folders for them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from quoteindex.errors import DocumentError, MissingDocument
from quoteindex.model import Document
from quoteindex.readers import plain
from quoteindex.readers.registry import formats, reader_for
from quoteindex.readers.textual import TextReader


def read_document(path: str | os.PathLike[str]) -> Document:
    """Read a file in the format that its ending names; its id is the path as given.

    A file of an unknown ending is read as plain text where it is text.

    Raises:
        MissingDocument: there is no such file.
        DocumentError: it is a folder, empty, binary, undecodable, of an unknown format, or may not be read.
    """
    path = Path(path)
    if path.is_dir():
        raise DocumentError(f"{path}: is a folder; name a file in it")
    reader = reader_for(path)
    try:
        return (reader or plain.READER).read(path)
    except FileNotFoundError:
        raise MissingDocument(f"{path}: there is no such file") from None
    except DocumentError as error:
        if reader is None and "binary" in str(error):
            known = f"known formats: {', '.join(sorted(formats()))}"
            raise DocumentError(f"{path}: unknown format {path.suffix!r}, and no text; {known}") from None
        raise
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror}") from error


def document_of(text: str, *, name: str = "text", format: str = "txt") -> Document:  # noqa: A002 - the model's own word
    """Make a document of a text at hand, in a format of text: "txt", "md" or "html".

    >>> document_of("**Say:** `x = 1`", format="md").visible
    '**Say:**        '
    """
    reader = formats().get(format)
    if not isinstance(reader, TextReader):
        textual = ", ".join(name for name, one in formats().items() if isinstance(one, TextReader))
        raise DocumentError(f"{format!r} is no format of text; expected one of {textual}")
    return reader.document(text, name)


def find_documents(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """Yield the documents that paths name: files as they are, folders with all that lies in them, in sorted order.

    In folders, what is hidden (a dot in front), what is of an unknown format, and links are passed over.

    Raises:
        MissingDocument: a path does not exist, or a folder holds no document.
        DocumentError: the system does not let us see whether it exists.
    """
    for path in map(Path, paths):
        if not _exists(path):
            raise MissingDocument(f"{path}: there is no such file or folder")
        if not path.is_dir():
            yield path
            continue
        found = False
        for file in _walk(path):
            found = True
            yield file
        if not found:
            known = ", ".join(sorted({suffix for reader in formats().values() for suffix in reader.suffixes}))
            raise MissingDocument(f"{path}: no document in this folder; known endings: {known}")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:  # a name that is too long, or a folder on the way that may not be entered
        raise DocumentError(f"{path}: cannot be read: {error.strerror}") from error


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the documents under a folder by name; a stack and not recursion, for folders of any depth."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not path.is_dir():
            yield path
            continue
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name, reverse=True)
        except OSError:  # a folder that may not be listed holds nothing for us
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if entry.is_dir() or (entry.is_file() and reader_for(Path(entry.name)) is not None):
                waiting.append(Path(entry.path))
