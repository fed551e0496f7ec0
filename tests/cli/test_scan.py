"""``quoteindex scan``: a batch goes on after a failure, in order, and says what it did."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quoteindex.cli.app import app
from quoteindex.library import Library
from quoteindex.model import Cit, Document

SAMPLE = Path(__file__).parent.parent.parent / "corpora" / "samples" / "patience.md"
VERSE = "﴿إِنَّمَا يُوَفَّى الصَّابِرُونَ أَجْرَهُمْ بِغَيْرِ حِسَابٍ﴾ (Az-Zumar: 10)"


def _scan(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, ["scan", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _found(result: Result) -> list[tuple[str, list[str]]]:
    return [(Path(cit["document"]).name, cit["passages"]) for cit in map(json.loads, result.stdout.splitlines())]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents of several kinds, bad ones among them."""
    shutil.copy(SAMPLE, tmp_path / "b.md")
    (tmp_path / "a.txt").write_bytes(VERSE.encode("utf-16"))
    (tmp_path / "c.txt").write_bytes(b"\0\1\2" * 99)
    (tmp_path / "d.txt").write_bytes(b"")
    (tmp_path / "e.html").write_text(f"<p>{VERSE}</p>\r\n", encoding="utf-8")
    (tmp_path / "f.txt").write_bytes("إنما يوفى الصابرون أجرهم بغير حساب (الزمر: 10)".encode("cp1256"))
    return tmp_path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_batch_goes_on(folder: Path, jobs: str) -> None:
    """Each bad document gets its line, the others are scanned, the status is that of the first failure."""
    result = _scan(folder / "no.txt", folder, "--jsonl", "--jobs", jobs)
    assert result.exit_code == 3
    assert result.stderr.splitlines() == [
        f"quoteindex: {folder}/no.txt: there is no such file or folder",
        f"quoteindex: {folder}/a.txt: not in plain UTF-8, read as utf-16-le",
        f"quoteindex: {folder}/c.txt: is binary, not text; convert it to text, Markdown or HTML first",
        f"quoteindex: {folder}/d.txt: is empty",
        f"quoteindex: {folder}/f.txt: not in plain UTF-8, read as windows-1256",
    ]
    found = _found(result)
    assert [name for name, _ in found] == sorted(name for name, _ in found)
    for name in ("a.txt", "e.html", "f.txt"):
        assert (name, ["quran:39:10"]) in found


def test_spans_count_the_byte_order_mark_and_crlf(tmp_path: Path) -> None:
    """Offsets are those of the decoded file, whatever its encoding."""
    text = f"\ufeffOne\r\n\r\n{VERSE}\r\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-8"))
    [cit] = map(json.loads, _scan(path, "--jsonl").stdout.splitlines())
    [quotation] = cit["quotations"]
    [[start, end]] = quotation["spans"]
    assert text[start:end] == quotation["text"] == VERSE[1 : VERSE.index("﴾")]


def test_the_table(tmp_path: Path) -> None:
    """People get a table: line, passage, words, reference and verdict; or that there is nothing."""
    path = tmp_path / "a.md"
    path.write_text(f"# One\n\n{VERSE}\n", encoding="utf-8")
    shown = _scan(path).stdout
    assert shown.startswith(f"{path}: 1 cit\n")
    assert "3      quran:39:10" in shown
    assert "Az-Zumar: 10" in shown
    path.write_text("Nothing at 8:37 in the morning on 12/3/2020.\n", encoding="utf-8")
    assert _scan(path).stdout == f"{path}: no cits\n"


def test_explain(tmp_path: Path) -> None:
    """Asked why, it names the evidence by which members were tied."""
    path = tmp_path / "a.md"
    path.write_text(VERSE, encoding="utf-8")
    assert "quran:39:10 at " in _scan(path, "--explain").stdout
    [cit] = map(json.loads, _scan(path, "--explain", "--jsonl").stdout.splitlines())
    assert all({*one} == {"reason", "weight"} for one in cit["evidence"])


def test_references_only(tmp_path: Path) -> None:
    """References alone: no quotation is looked for."""
    result = _scan(SAMPLE, "--references-only", "--jsonl")
    cits = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(not cit["quotations"] and cit["references"] for cit in cits)
    assert ["quran:31:17"] in [cit["passages"] for cit in cits]


def test_a_long_text_is_read_as_it_is_scanned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a certain length the same cits are printed, in the order of the files, without holding the text."""
    import quoteindex.cli.scan as command

    for name in ("a.txt", "b.txt", "c.md"):
        (tmp_path / name).write_text("“It is those who are the losers.” (Al-Anfal: 37)\n", encoding="utf-8")
    (tmp_path / "d.txt").write_bytes("قال تعالى\n".encode("cp1256") * 20)
    paths = [str(path) for path in sorted(tmp_path.iterdir())]
    whole = CliRunner().invoke(app, ["scan", "--jsonl", *paths[:3]])
    monkeypatch.setattr(command, "STREAMED_FROM", 10)
    streamed = CliRunner().invoke(app, ["scan", "--jsonl", *paths])
    assert streamed.stdout == whole.stdout
    assert whole.exit_code == 0
    assert streamed.exit_code != 0
    assert "d.txt: not in UTF-8" in streamed.stderr


def test_names_and_texts_command_no_terminal(tmp_path: Path) -> None:
    """Escape sequences and line breaks in a file's name or in its text are shown, not obeyed."""
    path = tmp_path / "a\n\x1b[2J\u202e.txt"
    path.write_text("﴿فَإِنَّ مَعَ الْعُسْرِ \x1b[31mيُسْرًا﴾ (Ash-Sharh: 5)", encoding="utf-8")
    result = CliRunner().invoke(app, ["scan", str(path), str(tmp_path / "\x1b[2J.txt")])
    assert "\x1b" not in result.output and "\u202e" not in result.output
    assert result.stderr.count("\n") == 1


def test_a_fault_of_ours_does_not_end_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw in one document is told in one line; the others are scanned."""
    import importlib

    scanning = importlib.import_module("quoteindex.scan")
    find = scanning.scan_document

    def stumble(document: Document, library: Library) -> list[Cit]:
        if "b.txt" in document.id:
            raise RuntimeError("unforeseen")
        return list(find(document, library))

    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(VERSE, encoding="utf-8")
    monkeypatch.setattr(scanning, "scan_document", stumble)
    result = _scan("--jsonl", tmp_path)
    assert [name for name, _ in _found(result)] == ["a.txt", "c.txt"]
    assert result.exit_code != 0
    assert "b.txt: could not be scanned" in result.stderr
    assert "unforeseen" in result.stderr
