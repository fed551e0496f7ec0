"""`fetch`: a text arrives whole and checked, or nothing does; a second call goes on.  The server is on this machine."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from quoteindex.errors import FetchError, NoSuchEdition
from quoteindex.library import download as downloading
from quoteindex.library.catalogue import CatalogueEntry
from quoteindex.library.download import Patience
from quoteindex.library.fetch import fetch, fetchable, receipt_path
from quoteindex.library.suppliers.download import download_path
from quoteindex.model import Edition
from tests.library.server import Script, serving

TEXT = "".join(f"{surah}|{verse}|verse {surah}:{verse}\n" for surah in range(1, 115) for verse in range(1, 40)).encode()
PATIENCE = Patience(timeout=0.2, tries=3, pause=0.0)


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEINDEX_DATA", str(tmp_path / "data"))


@pytest.fixture
def script() -> Iterator[Script]:
    with serving(Script(TEXT)) as script:
        yield script


def entry_of(script: Script, checksum: str = "", count: int = 0) -> CatalogueEntry:
    edition = Edition("en.test", "quran", "en", "A test", "this machine", "for tests only")
    return CatalogueEntry(edition, "tanzil", f"{script.address}/en.test.txt", count, checksum, "fetch")


def bring(entry: CatalogueEntry, patience: Patience = PATIENCE) -> Path:
    return fetch(entry, accept_licence=True, patience=patience, sleep=lambda seconds: None)


def left_behind(entry: CatalogueEntry) -> set[str]:
    """The files in the folder of the download, locks aside."""
    folder = download_path(entry).parent
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"} if folder.is_dir() else set()


def test_a_text_is_fetched_whole_and_once(script: Script) -> None:
    """The file is there with a receipt, no part of it is left, and a second call asks the server for nothing."""
    entry = entry_of(script, hashlib.sha256(TEXT).hexdigest(), TEXT.count(b"\n"))
    path = bring(entry)
    assert path.read_bytes() == TEXT
    assert left_behind(entry) == {"en.test.txt", "en.test.txt.receipt"}
    assert hashlib.sha256(TEXT).hexdigest() in receipt_path(path).read_text()
    assert bring(entry) == path
    assert len(script.requests) == 1


def test_progress_is_told_in_bytes(script: Script) -> None:
    told: list[tuple[int, int]] = []
    fetch(entry_of(script), lambda step, done, total: told.append((done, total)), accept_licence=True)
    assert told[-1] == (len(TEXT), len(TEXT))


def test_a_licence_is_accepted_once(script: Script) -> None:
    """Nothing is asked of the server before the licence is accepted; the message shows it and how to accept."""
    with pytest.raises(FetchError, match=r"for tests only.*--accept-licence"):
        fetch(entry_of(script))
    assert script.requests == []
    bring(entry_of(script))
    download_path(entry_of(script)).unlink()
    assert fetch(entry_of(script)).read_bytes() == TEXT


def test_a_cut_connection_is_resumed_within_a_call(script: Script) -> None:
    script.faults = ["cut"]
    assert bring(entry_of(script)).read_bytes() == TEXT
    assert script.requests == ["", f"bytes={len(TEXT) // 2}-"]


def test_a_second_call_resumes(script: Script) -> None:
    """What came before all tries failed is kept, named in the message, and gone on from; nobody sees it meanwhile."""
    script.faults = ["cut", "503", "503"]
    with pytest.raises(FetchError, match=rf"503.*3 times; {len(TEXT) // 2} bytes are kept"):
        bring(entry_of(script))
    assert not download_path(entry_of(script)).exists()
    assert bring(entry_of(script)).read_bytes() == TEXT
    assert script.requests[-1] == f"bytes={len(TEXT) // 2}-"


def test_a_source_that_changed_meanwhile_is_begun_anew(script: Script) -> None:
    script.faults = ["cut", "503", "503"]
    with pytest.raises(FetchError):
        bring(entry_of(script))
    script.content, script.etag = TEXT.replace(b"verse", b"ayah"), '"2"'
    assert bring(entry_of(script)).read_bytes() == script.content


def test_a_source_without_versions_is_begun_anew(script: Script) -> None:
    script.etag, script.faults = "", ["cut"]
    assert bring(entry_of(script)).read_bytes() == TEXT
    assert script.requests == ["", ""]


def test_a_part_longer_than_the_source_is_begun_anew(script: Script) -> None:
    """The server answers 416; the part is thrown away."""
    part = download_path(entry_of(script)).with_name("en.test.txt.part")
    part.parent.mkdir(parents=True)
    part.write_bytes(TEXT)
    part.with_name(part.name + ".of").write_text('"1"')
    script.faults = ["416"]
    assert bring(entry_of(script)).read_bytes() == TEXT


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sha256": "0" * 64}, "the checksum is [0-9a-f]{64}, expected 0{64}"),
        ({"count": 6236}, "4446 records came, expected 6236"),
    ],
)
def test_what_is_wrong_is_thrown_away(script: Script, change: dict[str, object], message: str) -> None:
    with pytest.raises(FetchError, match=message):
        bring(replace(entry_of(script), **change))  # type: ignore[arg-type]
    assert left_behind(entry_of(script)) == set()


@pytest.mark.parametrize("page", [b"<html>please log in</html>", b"", b"\0\1\2", "1|1|é".encode("latin-1")])
def test_what_is_no_text_is_thrown_away(script: Script, page: bytes) -> None:
    """A login page, nothing, something binary, another encoding."""
    script.content = page
    with pytest.raises(FetchError, match="something else than en"):
        bring(entry_of(script))
    assert left_behind(entry_of(script)) == set()


def test_what_is_not_there_is_not_tried_again(script: Script) -> None:
    script.faults = ["404", "404"]
    with pytest.raises(FetchError, match="404"):
        bring(entry_of(script))
    assert len(script.requests) == 1
    assert left_behind(entry_of(script)) == set()


def test_redirects_are_followed(script: Script) -> None:
    script.faults = ["to /elsewhere.txt"]
    assert bring(entry_of(script)).read_bytes() == TEXT


@pytest.mark.parametrize("target", ["ftp://127.0.0.1/x", "file:///etc/passwd"])
def test_a_redirect_out_of_the_web_is_refused(script: Script, target: str) -> None:
    script.faults = [f"to {target}"]
    with pytest.raises(FetchError):
        bring(entry_of(script))
    assert left_behind(entry_of(script)) == set()


def test_redirects_in_a_circle_end(script: Script) -> None:
    script.faults = ["to /en.test.txt"] * 20
    with pytest.raises(FetchError, match="302"):
        bring(entry_of(script))


def test_a_server_that_does_not_answer_is_given_up(script: Script) -> None:
    script.faults = ["slow"] * 3
    with pytest.raises(FetchError, match="does not answer in time, 3 times"):
        bring(entry_of(script))


def test_a_slow_answer_is_waited_for_in_another_try(script: Script) -> None:
    script.faults = ["slow"]
    assert bring(entry_of(script)).read_bytes() == TEXT


def test_no_server_at_all() -> None:
    with serving(Script(TEXT)) as script:
        pass
    with pytest.raises(FetchError, match="the connection failed"):
        bring(entry_of(script))


def test_back_off_doubles(script: Script) -> None:
    script.faults = ["500"] * 4
    pauses: list[float] = []
    with pytest.raises(FetchError):
        fetch(entry_of(script), accept_licence=True, patience=Patience(tries=4, pause=1.0), sleep=pauses.append)
    assert pauses == [1.0, 2.0, 4.0]


def test_too_much_is_refused(script: Script) -> None:
    """The limit holds whether the server names the length or not."""
    with pytest.raises(FetchError, match="more than"):
        bring(entry_of(script), Patience(limit=1000))
    assert not download_path(entry_of(script)).with_name("en.test.txt.part").exists()


def test_a_full_disk_is_named_and_a_second_call_goes_on(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        """A file on a disk with no room left."""

        def __init__(self, file: IO[bytes]) -> None:
            self.file = file

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *error: object) -> None:
            self.file.close()

        def write(self, block: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    whole = downloading._open
    monkeypatch.setattr(downloading, "_open", lambda path, mode: Full(whole(path, mode)))
    with pytest.raises(FetchError, match="the disk is full; make room"):
        bring(entry_of(script))
    assert not download_path(entry_of(script)).exists()
    monkeypatch.undo()
    monkeypatch.setenv("QUOTEINDEX_DATA", str(download_path(entry_of(script)).parents[2]))
    assert bring(entry_of(script)).read_bytes() == TEXT


def test_other_addresses_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="only http and https"):
        downloading.download("file:///etc/passwd", tmp_path / "part")


@pytest.mark.parametrize(("name", "count"), [("ibn_hibban-ar", 1), ("riyad", 2), ("tanzil", 18)])
def test_names_of_what_can_be_fetched(name: str, count: int) -> None:
    """An edition, all of a work, all of a source."""
    assert len(fetchable(name)) == count


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(NoSuchEdition, match="corpora list"):
        fetchable("nonsense")
