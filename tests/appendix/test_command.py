"""``quoteindex appendix`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from quoteindex.cli.app import app


@pytest.fixture
def desk(article_file: Path, small_library: Any, scanned_by_hand: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the article, where commands use the small library."""
    monkeypatch.setattr("quoteindex.cli.appendix.library_with_bar", lambda: small_library)
    monkeypatch.chdir(article_file.parent)
    return article_file.parent


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, ["appendix", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.usefixtures("desk")
def test_an_appendix_goes_to_standard_output() -> None:
    result = run("article.txt", "-f", "jsonl")
    assert result.exit_code == 0
    passages = [json.loads(line)["passage"] for line in result.stdout.splitlines()]
    assert passages == ["quran:6:124", "quran:8:37", "quran:26:227", "tirmidhi:2414"]


def test_a_file_s_ending_names_the_format(desk: Path) -> None:
    assert run("article.txt", "-o", "appendix.html", "--title", "Passages").exit_code == 0
    assert "<h1>Passages</h1>" in (desk / "appendix.html").read_text(encoding="utf-8")
    run("article.txt", "-o", "appendix.html", "-f", "md")
    assert (desk / "appendix.html").read_text(encoding="utf-8").startswith("# Index of quotations")


def test_what_cannot_be_read_is_told_and_the_rest_is_listed(desk: Path) -> None:
    (desk / "binary.txt").write_bytes(bytes(range(256)) * 20)
    result = run("missing.txt", "binary.txt", "article.txt")
    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == 2 and "سَيُصِيبُ" in result.stdout


def test_nothing_is_written_where_nothing_could_be_read(desk: Path) -> None:
    (desk / "appendix.md").write_text("before", encoding="utf-8")
    assert run("missing.txt", "-o", "appendix.md").exit_code == 3
    assert (desk / "appendix.md").read_text(encoding="utf-8") == "before"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        (("-f", "docx"), "md, html, csv, jsonl"),
        (("-o", "appendix.docx"), "md, html, csv, jsonl"),
        (("--style", "none"), "the styles are"),
    ],
)
def test_a_wrong_choice_names_the_right_ones(arguments: tuple[str, ...], known: str) -> None:
    result = run("article.txt", *arguments)
    assert result.exit_code == 2
    assert known in " ".join(result.stderr.split())


@pytest.mark.parametrize("output", ["none/appendix.md", "folder.md"])
def test_an_output_that_cannot_be_is_one_line_before_anything_is_read(desk: Path, output: str) -> None:
    (desk / "folder.md").mkdir()
    result = run("missing.txt", "-o", output)
    assert result.exit_code == 10
    assert output.split("/")[0] in result.stderr and result.stderr.count("\n") == 1
