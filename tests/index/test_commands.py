"""``quoteindex index`` and ``quoteindex search`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from quoteindex.cli.app import app
from quoteindex.index import manifest
from quoteindex.index.engine import engine
from tests.conftest import ARTICLE


@pytest.fixture
def desk(
    article_file: Path, small_library: Any, scanned_by_hand: None, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A folder with the article, where commands use the small library."""
    monkeypatch.setattr("quoteindex.cli.index.library_with_bar", lambda: small_library)
    monkeypatch.delenv("QUOTEINDEX_INDEX", raising=False)
    monkeypatch.chdir(article_file.parent)
    return article_file.parent


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, [*arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.usefixtures("desk")
def test_an_index_is_built_here_and_searched() -> None:
    built = run("index", "article.txt")
    assert built.exit_code == 0
    assert built.stdout == ".quoteindex: 1 document added, 0 changed, 0 unchanged, 0 removed; 4 cits indexed\n"
    found = run("search", "losers")
    assert (found.exit_code, found.stderr) == (0, "quoteindex: 1 hit\n")
    assert "quran:8:37" in found.stdout and "*losers*" in found.stdout and "line 3" in found.stdout


@pytest.mark.usefixtures("desk")
def test_words_of_a_query_need_no_quotation_marks() -> None:
    run("index", "article.txt")
    assert "quran:8:37" in run("search", "Al-Anfal", "37").stdout


@pytest.mark.usefixtures("desk")
def test_jsonl_is_what_programs_read() -> None:
    run("index", "article.txt")
    (line,) = run("search", "--jsonl", "losers").stdout.splitlines()
    hit = json.loads(line)
    assert hit["document"] == "article.txt" and hit["passages"] == ["quran:8:37"]
    assert (hit["place"]["line"], hit["verdict"]["text"]) == (3, "partial")
    marked = [
        ARTICLE[snippet["span"][0] :][slice(*mark)] for snippet in hit["snippets"] for mark in snippet["marks"]
    ]
    assert marked == ["losers"]


@pytest.mark.usefixtures("desk")
def test_the_number_of_hits_is_told_beyond_the_limit() -> None:
    run("index", "article.txt")
    assert run("search", "--limit", "2", "*").stderr == "quoteindex: 4 hits, 2 shown\n"
    assert run("search", "صبر").stderr == "quoteindex: no hits\n"


def test_what_cannot_be_read_is_told_and_the_rest_is_indexed(desk: Path) -> None:
    result = run("index", "missing.txt", "article.txt")
    assert result.exit_code == 3
    assert result.stderr.startswith("quoteindex: missing.txt: ") and result.stderr.count("\n") == 1
    assert "1 document added" in result.stdout


def test_another_encoding_is_told(desk: Path) -> None:
    """Nothing is guessed silently."""
    (desk / "old.txt").write_bytes("قال صبر جميل\n".encode("cp1256"))
    assert run("index", "old.txt").stderr == "quoteindex: old.txt: not in plain UTF-8, read as windows-1256\n"


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("search", "losers"), 9, "there is no index in .quoteindex"),
        (("search", "--index", "elsewhere", "losers"), 9, "there is no index in elsewhere"),
        (("search", "--index", ".", "losers"), 9, "holds other files"),
        (("index", "--index", ".", "article.txt"), 9, "holds other files"),
    ],
)
def test_no_index_is_one_line_and_a_status(
    desk: Path, arguments: tuple[str, ...], status: int, message: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == status
    assert message in result.stderr and result.stderr.count("\n") == 1


def test_an_old_index_is_one_line_and_a_status(desk: Path) -> None:
    run("index", "article.txt")
    (desk / ".quoteindex" / manifest.NAME).write_text('{"format": 0, "engine": "whoosh"}', encoding="utf-8")
    for arguments in (("search", "losers"), ("index", "article.txt")):
        result = run(*arguments)
        assert result.exit_code == 9
        assert "delete the folder and build it again" in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.usefixtures("desk")
def test_a_query_that_cannot_be_read_is_one_line_and_a_status() -> None:
    run("index", "article.txt")
    result = run("search", '"wicked from the good')
    assert (result.exit_code, result.stderr.count("\n")) == (7, 1)
    assert "unbalanced quotation marks" in result.stderr


def test_a_locked_index_is_one_line(desk: Path) -> None:
    run("index", "article.txt")
    with engine().update(desk / ".quoteindex"):
        result = run("index", "article.txt")
    assert result.exit_code != 0
    assert "another process" in result.stderr and result.stderr.count("\n") == 1
