"""``quoteindex corpora``: each command, by the words that it prints and the status that it ends with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quoteindex.cli.app import app
from quoteindex.library.catalogue import CatalogueEntry
from quoteindex.model import Edition
from tests.library.server import Script, serving

VERSES = "1|1|In the name of God\n1|2|Praise be to God\n"


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEINDEX_DATA", str(tmp_path / "data"))


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["corpora", *words])


def rows(*words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*words, "--jsonl").stdout.splitlines()]


def test_list_shows_what_is_here_and_what_can_be_had() -> None:
    listed = {row["edition"]: row for row in rows("list")}
    uthmani = listed["quran-uthmani"]
    assert (uthmani["installed"], uthmani["count"], uthmani["numbering"]) == (True, 6236, "kufan")
    assert uthmani["source"] and uthmani["licence"] and uthmani["size"]
    assert len(str(uthmani["sha256"])) == 64
    assert listed["ibn_hibban-ar"]["get"] == "quoteindex corpora fetch ibn_hibban-ar"


def test_list_takes_one_side() -> None:
    here, there = rows("list", "--installed"), rows("list", "--available")
    assert all(row["installed"] for row in here)
    assert not any(row["installed"] for row in there)
    assert len(here) + len(there) == len(rows("list"))


def test_list_as_a_table() -> None:
    lines = run("list").stdout.splitlines()
    assert any("quran-simple" in line and "6236" in line and "TheQuranModule" in line for line in lines)


def test_info_tells_of_a_work_or_an_edition() -> None:
    assert {row["work"] for row in rows("info", "quran")} == {"quran"}
    said = run("info", "quran-uthmani").stdout
    assert "licence: CC BY 3.0" in said and "count: 6236" in said
    assert run("info", "nonsense").exit_code == 5


def test_a_text_is_added_listed_and_removed(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text(VERSES)
    words = [str(tmp_path / "mine.txt"), "--work", "quran", "--language", "en", "--format", "tanzil", "--id", "en.mine"]
    added = run("add", *words)
    assert added.exit_code == 0, added.stderr
    assert "en.mine: 2 records" in added.stdout
    assert [row["count"] for row in rows("info", "en.mine")] == [2]
    again = run("add", *words)
    assert (again.exit_code, "there already" in again.stderr) == (5, True)
    assert run("remove", "en.mine").exit_code == 0
    assert run("remove", "en.mine").exit_code == 5


def test_verify_ends_with_1_where_something_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text(VERSES)
    run(
        "add",
        str(tmp_path / "mine.txt"),
        "--work",
        "quran",
        "--language",
        "en",
        "--format",
        "tanzil",
        "--id",
        "en.mine",
    )
    checked = run("verify", "en.mine")
    assert checked.exit_code == 1
    assert "en.mine: 1:3 is missing" in checked.stdout
    assert run("verify", "en.sahih").stdout == "nothing wrong was found\n"
    assert run("verify", "nonsense").exit_code == 5


def test_fetch_asks_for_the_licence_and_reports_each_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """One text that fails does not keep the others from coming; the status is that of the failure."""
    with serving(Script(VERSES.encode())) as script:
        entries = tuple(
            CatalogueEntry(
                Edition(f"en.{name}", "quran", "en", name, "here", "a licence"),
                "tanzil",
                f"{address}/{name}",
                0,
                "",
                "fetch",
            )
            for name, address in (("gone", script.address), ("there", script.address))
        )
        monkeypatch.setattr("quoteindex.library.fetch.catalogue", lambda: entries)
        refused = run("fetch", "quran")
        assert refused.exit_code == 6
        assert "a licence" in refused.stderr and "--accept-licence" in refused.stderr
        assert script.requests == []
        script.faults = ["404"]
        fetched = run("fetch", "quran", "--accept-licence")
        assert fetched.exit_code == 6
        assert "404" in fetched.stderr
        assert fetched.stdout.startswith("en.there: ")


def test_an_unknown_name_is_not_fetched() -> None:
    assert run("fetch", "nonsense").exit_code == 5
