"""Paths to documents: walking folders, formats by ending, third parties' readers, and what is refused."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from quoteindex.errors import DocumentError, MissingDocument
from quoteindex.model import Document
from quoteindex.readers import document_of, find_documents, formats, read_document, reader_for, registry


def _write(path: Path, text: str = "Say") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_walked_in_sorted_order(tmp_path: Path) -> None:
    """Documents come by name, folders among them; what is hidden or of an unknown format is passed over."""
    passed_over = (".git/x.txt", ".hidden.md", "c.png", "c.py", "Makefile")
    for name in ("b.txt", "a/z.md", "a/b/c.HTML", "a.page.blade.php", *passed_over):
        _write(tmp_path / name)
    found = [str(path.relative_to(tmp_path)) for path in find_documents([tmp_path])]
    assert found == ["a/b/c.HTML", "a/z.md", "a.page.blade.php", "b.txt"]


def test_links_in_folders_are_passed_over(tmp_path: Path) -> None:
    """A link may lead outside, or round in a circle: neither is followed."""
    outside = _write(tmp_path / "outside" / "x.txt")
    inside = _write(tmp_path / "inside" / "a.txt")
    (tmp_path / "inside" / "out").symlink_to(outside.parent)
    (tmp_path / "inside" / "round").symlink_to(tmp_path / "inside")
    (tmp_path / "inside" / "file.txt").symlink_to(outside)
    assert list(find_documents([tmp_path / "inside"])) == [inside]
    assert list(find_documents([tmp_path / "inside" / "file.txt"])) == [tmp_path / "inside" / "file.txt"]


def test_what_is_not_there(tmp_path: Path) -> None:
    """A missing path, and a folder without documents, are named; the errors are also the builtin one."""
    with pytest.raises(FileNotFoundError, match=r"no\.txt: there is no such file"):
        read_document(tmp_path / "no.txt")
    with pytest.raises(MissingDocument, match="there is no such file or folder"):
        list(find_documents([tmp_path / "no"]))
    _write(tmp_path / "a.png")
    with pytest.raises(MissingDocument, match=r"no document in this folder; known endings: .*\.md"):
        list(find_documents([tmp_path]))


@pytest.mark.parametrize(("name", "data", "message"), [
    ("a.txt", b"", "is empty"),
    ("a.md", "\ufeff".encode(), "is empty"),
    ("a.txt", b"\0\1\2\3" * 99, "is binary"),
    ("a.xyz", b"\0\1\2\3" * 99, "unknown format '.xyz'.*known formats: html, md, txt"),
])  # fmt: skip
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    """Files that are no documents are refused with the reason."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentError, match=message):
        read_document(tmp_path / name)
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    """A file without permission is refused like any other."""
    _write(tmp_path / "a.txt").chmod(0)
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document(tmp_path / "a.txt")


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    """What the system refuses to look for is an error of that one path, so that a batch goes on."""
    with pytest.raises(DocumentError, match="cannot be read: File name too long"):
        list(find_documents([tmp_path / ("n" * 300)]))


def test_an_unknown_ending_is_read_as_text(tmp_path: Path) -> None:
    """A file that is named is read, whatever its ending, where it is text."""
    document = read_document(_write(tmp_path / "notes.xyz", "Say\r\n"))
    assert (document.id, document.text, document.format) == (str(tmp_path / "notes.xyz"), "Say\r\n", "txt")


def test_a_large_file(tmp_path: Path) -> None:
    """Fifty megabytes are read like five."""
    size = 50_000_000
    path = tmp_path / "large.txt"
    paragraph = b"patience is at the first shock, " * 25 + b"\n\n"
    path.write_bytes(paragraph * (size // len(paragraph)))
    document = read_document(path)
    assert len(document.locators) == size // len(paragraph)
    assert document.locators[-1].start == path.stat().st_size - len(paragraph)


def test_pages_and_paragraphs() -> None:
    """Form feeds count pages, in the middle of a paragraph too; blank lines part paragraphs."""
    document = document_of("one\n\ntwo\f\nthree")
    assert [(one.kind, one.label, one.start) for one in document.locators] == [
        ("page", "1", 0), ("paragraph", "1", 0), ("paragraph", "2", 5), ("page", "2", 9),
    ]  # fmt: skip


class _Letters:
    """A format as another package might bring it."""

    format = "letters"
    suffixes = (".ltr",)

    def read(self, path: Path) -> Document:
        return Document(str(path), path.read_text(encoding="utf-8").upper(), format=self.format)


@pytest.fixture
def entry_point(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[EntryPoint]]:
    """Give the list of entry points that the registry sees; what the registry remembers is forgotten around it."""
    points: list[EntryPoint] = []
    monkeypatch.setattr(registry, "entry_points", lambda group: [one for one in points if one.group == group])
    formats.cache_clear()
    yield points
    formats.cache_clear()


def test_other_packages_bring_readers(entry_point: list[EntryPoint], tmp_path: Path) -> None:
    """A reader is one object behind one entry point."""
    entry_point.append(EntryPoint("letters", f"{__name__}:LETTERS", registry.ENTRY_POINTS))
    path = _write(tmp_path / "a.ltr")
    assert list(find_documents([tmp_path])) == [path]
    assert read_document(path).text == "SAY"
    assert reader_for(Path("a.LTR")) is LETTERS


def test_an_entry_point_that_is_no_reader(entry_point: list[EntryPoint]) -> None:
    """What an entry point brings must be a reader."""
    entry_point.append(EntryPoint("broken", "pathlib:Path", registry.ENTRY_POINTS))
    with pytest.raises(DocumentError, match="pathlib:Path is no reader"):
        formats()


LETTERS = _Letters()
