"""Building and updating: incremental, resumable, and clear about what stands in the way."""

from __future__ import annotations

import json
import pickle
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from quoteindex.errors import IndexBusy, IndexVersionError, QuoteIndexError
from quoteindex.index import Summary, build, build_index, manifest, open_index
from quoteindex.index.engine import engine
from quoteindex.index.record import records
from tests.conftest import ARTICLE, article

pytestmark = pytest.mark.usefixtures("scanned_by_hand")

ANFAL = ARTICLE[: ARTICLE.index("It is narrated")]
ANAM = ARTICLE[ARTICLE.index("سَيُصِيبُ") : ARTICLE.index("وَسَيَعْلَمُ")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, one of a verse each."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text(ANFAL, encoding="utf-8")
    (folder / "b.txt").write_text(ANAM, encoding="utf-8")
    return folder


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return summary.added, summary.changed, summary.unchanged, summary.removed


def indexed(index: Path) -> list[tuple[str, str]]:
    hits = open_index(index).search("*", limit=None)
    return sorted((Path(hit.document).name, str(hit.cit.passages[0])) for hit in hits)


def test_a_second_run_does_only_what_has_changed(folder: Path, tmp_path: Path, small_library: Any) -> None:
    index = tmp_path / "index"
    assert counts(build_index(folder, index, library=small_library)) == (2, 0, 0, 0)
    assert counts(build_index([folder], index, library=small_library)) == (0, 0, 2, 0)
    (folder / "b.txt").write_text(ANFAL, encoding="utf-8")
    (folder / "c.txt").write_text(ANAM, encoding="utf-8")
    assert counts(build_index(folder, index, library=small_library)) == (1, 1, 1, 0)
    assert indexed(index) == [("a.txt", "quran:8:37"), ("b.txt", "quran:8:37"), ("c.txt", "quran:6:124")]
    (folder / "a.txt").unlink()
    assert counts(build_index(folder, index, library=small_library)) == (0, 0, 2, 1)
    assert indexed(index) == [("b.txt", "quran:8:37"), ("c.txt", "quran:6:124")]


def test_another_library_scans_again(folder: Path, tmp_path: Path, small_library: Any) -> None:
    build_index(folder, tmp_path / "index", library=small_library)
    small_library.fingerprint = "another"
    assert counts(build_index(folder, tmp_path / "index", library=small_library)) == (0, 2, 0, 0)
    assert len(indexed(tmp_path / "index")) == 2


def test_documents_of_other_folders_stay(folder: Path, tmp_path: Path, small_library: Any, article_file: Path) -> None:
    build_index(folder, tmp_path / "index", library=small_library)
    assert counts(build_index(article_file, tmp_path / "index", library=small_library)) == (1, 0, 0, 0)
    assert len(indexed(tmp_path / "index")) == 6


def test_a_document_without_cits_is_not_scanned_again(tmp_path: Path, small_library: Any) -> None:
    (tmp_path / "plain.txt").write_text("Nothing is quoted here.", encoding="utf-8")
    build_index(tmp_path / "plain.txt", tmp_path / "index", library=small_library)
    assert counts(build_index(tmp_path / "plain.txt", tmp_path / "index", library=small_library)) == (0, 0, 1, 0)


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(folder: Path, tmp_path: Path, small_library: Any) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    summary = build_index([tmp_path / "missing.txt", folder], tmp_path / "index", library=small_library)
    assert [Path(path).name for path, _ in summary.failures] == ["missing.txt", "binary.txt"]
    assert all(isinstance(error, QuoteIndexError) for _, error in summary.failures)
    assert len(indexed(tmp_path / "index")) == 2


def test_a_document_that_has_become_unreadable_leaves_the_index(
    folder: Path, tmp_path: Path, small_library: Any
) -> None:
    build_index(folder, tmp_path / "index", library=small_library)
    (folder / "a.txt").write_bytes(bytes(range(256)) * 20)
    build_index(folder, tmp_path / "index", library=small_library)
    assert indexed(tmp_path / "index") == [("b.txt", "quran:6:124")]


def test_nothing_to_index_makes_no_index(tmp_path: Path, small_library: Any) -> None:
    build_index(tmp_path / "missing.txt", tmp_path / "index", library=small_library)
    assert not (tmp_path / "index").exists()


def test_an_interrupted_run_keeps_what_is_done_and_resumes(
    folder: Path, tmp_path: Path, small_library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each batch is committed; here every document is one, and the second interrupts."""
    scan = import_module("quoteindex.scan")  # the room; the attribute of that name is the public function

    find = scan.scan_document

    def interrupt(document: Any, library: Any) -> Any:
        if document.id.endswith("b.txt"):
            raise KeyboardInterrupt
        return find(document, library)

    monkeypatch.setattr(build, "_SECONDS_OF_BATCH", 0.0)
    monkeypatch.setattr(scan, "scan_document", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build_index(folder, tmp_path / "index", library=small_library)
    assert indexed(tmp_path / "index") == [("a.txt", "quran:8:37")]
    monkeypatch.setattr(scan, "scan_document", find)
    assert counts(build_index(folder, tmp_path / "index", library=small_library)) == (1, 0, 1, 0)
    assert len(indexed(tmp_path / "index")) == 2


def test_many_batches_are_merged_and_nothing_is_lost(
    tmp_path: Path, small_library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_SECONDS_OF_BATCH", 0.0)
    for number in range(12):
        (tmp_path / f"{number}.txt").write_text(ANFAL, encoding="utf-8")
    build_index(tmp_path, tmp_path / "index", library=small_library)
    assert len(list((tmp_path / "index").glob("*.seg"))) == 1
    assert len(open_index(tmp_path / "index").search("losers", limit=None)) == 12


def test_the_index_does_not_index_itself(folder: Path, small_library: Any) -> None:
    build_index(folder, folder / "index", library=small_library)
    (folder / "index" / "notes.txt").write_text(ANFAL, encoding="utf-8")
    assert counts(build_index(folder, folder / "index", library=small_library)) == (0, 0, 2, 0)


def test_a_second_writer_is_told_to_wait(folder: Path, tmp_path: Path, small_library: Any) -> None:
    index = tmp_path / "index"
    build_index(folder, index, library=small_library)
    with engine().update(index):
        with pytest.raises(IndexBusy, match="another process"):
            build_index(folder, index, library=small_library)
        assert len(indexed(index)) == 2, "readers go on"


def _unseen(is_dir: Any, folder: Path) -> Any:
    """Let a folder be seen from the second look on."""
    looks = iter([False])
    return lambda path: next(looks, True) if path == folder else is_dir(path)


def test_of_two_that_begin_at_once_one_waits_for_the_other(
    folder: Path, tmp_path: Path, small_library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other makes its index after we have seen that there is none."""
    index = tmp_path / "index"
    index.mkdir()
    engine().create(index)
    manifest.write(index, "whoosh")
    monkeypatch.setattr(Path, "is_dir", _unseen(Path.is_dir, index))
    monkeypatch.setattr(manifest, "is_free", lambda folder: True)
    assert counts(build_index(folder, index, library=small_library)) == (2, 0, 0, 0)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_empty_folder_may_become_an_index(folder: Path, tmp_path: Path, small_library: Any) -> None:
    (tmp_path / "index").mkdir()
    build_index(folder, tmp_path / "index", library=small_library)
    assert len(indexed(tmp_path / "index")) == 2


def test_the_index_lies_where_the_environment_says(
    folder: Path, tmp_path: Path, small_library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTEINDEX_INDEX", raising=False)
    build_index(folder, library=small_library)
    assert (tmp_path / ".quoteindex").is_dir()
    monkeypatch.setenv("QUOTEINDEX_INDEX", str(tmp_path / "elsewhere"))
    with pytest.raises(IndexVersionError, match="elsewhere"):
        open_index()


def test_a_missing_index_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexVersionError, match="quoteindex index"):
        open_index(tmp_path / "none")


def test_a_folder_of_something_else_is_left_alone(folder: Path, small_library: Any) -> None:
    for use in (lambda: open_index(folder), lambda: build_index(folder, folder, library=small_library)):
        with pytest.raises(IndexVersionError, match="other files"):
            use()
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.txt"]


def test_a_whoosh_index_of_someone_else_is_not_opened(tmp_path: Path) -> None:
    engine().create(tmp_path)
    with pytest.raises(IndexVersionError, match="no index of quoteindex"):
        open_index(tmp_path)


@pytest.mark.parametrize(("version", "age"), [(manifest.FORMAT - 1, "an older"), (manifest.FORMAT + 1, "a newer")])
def test_an_index_of_another_version_says_what_to_do(
    folder: Path, tmp_path: Path, small_library: Any, version: int, age: str
) -> None:
    index = tmp_path / "index"
    build_index(folder, index, library=small_library)
    (index / manifest.NAME).write_text(json.dumps({"format": version, "engine": "whoosh"}), encoding="utf-8")
    for use in (lambda: open_index(index), lambda: build_index(folder, index, library=small_library)):
        with pytest.raises(IndexVersionError, match=f"{age} version.*delete the folder"):
            use()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "x"}', '{"format": 1}'])
def test_a_damaged_manifest_says_what_to_do(tmp_path: Path, content: str) -> None:
    (tmp_path / manifest.NAME).write_text(content, encoding="utf-8")
    with pytest.raises(IndexVersionError, match="damaged"):
        open_index(tmp_path)


def test_an_unknown_engine_is_named(tmp_path: Path) -> None:
    manifest.write(tmp_path, "sphinx")
    with pytest.raises(IndexVersionError, match="sphinx"):
        open_index(tmp_path)


@pytest.mark.parametrize("suffix", ["toc", "seg"])
@pytest.mark.parametrize("harm", ["empty", "cut", "gone"])
def test_a_damaged_index_is_reported(
    folder: Path, tmp_path: Path, small_library: Any, suffix: str, harm: str
) -> None:
    index = tmp_path / "index"
    build_index(folder, index, library=small_library)
    (path,) = index.glob(f"*.{suffix}")
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: 0 if harm == "empty" else 40])
    with pytest.raises(IndexVersionError, match="damaged"):
        open_index(index).search("losers")


class _Harm:
    def __reduce__(self) -> Any:
        return (print, ("harm",))


def test_an_index_runs_no_code_of_whoever_made_it(
    folder: Path, tmp_path: Path, small_library: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    index = tmp_path / "index"
    build_index(folder, index, library=small_library)
    (path,) = index.glob("*.toc")
    held = path.read_bytes()
    # The table of contents ends with the pickle of the segments.
    path.write_bytes(held[: held.rindex(b"\x80\x05")] + pickle.dumps([_Harm()]))
    with pytest.raises(IndexVersionError, match="print"):
        open_index(index).search("losers")
    assert capsys.readouterr().out == ""


def test_records_survive_being_stored() -> None:
    from quoteindex.index.storage import dumps, loads

    made = article()
    for record in records(made.document, made.cits, None):
        assert loads(dumps(record)) == record
