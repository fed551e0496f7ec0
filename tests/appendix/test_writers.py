"""The formats: each says the same, in its own way, and none lets a quotation break out of its place."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from quoteindex.appendix import Appendix, Entry, Occurrence, Section, appendix, collect, formats, writer
from quoteindex.appendix.entries import Rendering
from quoteindex.appendix.files import write_whole
from quoteindex.appendix.write_csv import COLUMNS
from quoteindex.model import Difference, Passage, Span, Verdict
from quoteindex.places import Place
from tests.conftest import article

HARMFUL = '=HYPERLINK("http://example.org") <script>alert(1)</script> *bold* | [link](x) & "quoted"'


@pytest.fixture
def made(small_library: Any) -> Appendix:
    one = article()
    return collect([(one.document, one.cits)], small_library)


@pytest.fixture
def harmful() -> Appendix:
    verdict = Verdict("misquoted", "disagrees", (Difference(Span(0, 3), HARMFUL, "الناس"),))
    occurrence = Occurrence(HARMFUL, Place(1, 1), 0, 9, "الله", (Rendering(HARMFUL),), (HARMFUL,), verdict)
    entry = Entry(Passage.quran(8, 37), HARMFUL, HARMFUL, "en", (occurrence,))
    return Appendix(HARMFUL, (Section("quran", "quran", HARMFUL, "القرآن", (entry,)),), ("d",))


class Reader(HTMLParser):
    """What a browser makes of a page: which elements, which text, and whether every element is closed."""

    VOID = ("meta",)

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, list[tuple[str, dict[str, str | None]]]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((data, list(self.open)))


def arabic(text: str) -> bool:
    return any("\u0621" <= letter <= "\u064a" for letter in text)


def test_formats_are_listed_and_others_are_refused() -> None:
    assert formats()[:4] == ("md", "html", "csv", "jsonl")
    with pytest.raises(ValueError, match="md, html, csv, jsonl"):
        writer("docx")


@pytest.mark.parametrize("name", ["md", "html", "csv", "jsonl"])
def test_every_format_lists_the_four_in_order(made: Appendix, name: str) -> None:
    text = writer(name)(made)
    places = [text.index(words) for words in ("سَيُصِيبُ", "لِيَمِيزَ", "وَسَيَعْلَمُ", "مَنْ أَرْضَى")]
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["md", "html", "csv", "jsonl"])
def test_every_format_writes_an_empty_appendix(name: str) -> None:
    text = writer(name)(Appendix("Index", (), ()))
    said = {"md": "Nothing is quoted.", "html": "<p>Nothing is quoted.</p>", "csv": "section,passage,", "jsonl": ""}
    assert said[name] in text
    assert "None" not in text


def test_jsonl_holds_one_object_an_entry(made: Appendix) -> None:
    entries = [json.loads(line) for line in writer("jsonl")(made).splitlines()]
    assert [entry["passage"] for entry in entries] == ["quran:6:124", "quran:8:37", "quran:26:227", "tirmidhi:2414"]
    (occurrence,) = entries[1]["occurrences"]
    assert occurrence["verdict"] == {"text": "partial", "reference": "agrees"}
    assert occurrence["document"] == "article.txt" and occurrence["place"]["line"] == 3


def test_csv_holds_one_row_a_place(made: Appendix) -> None:
    rows = list(csv.DictReader(io.StringIO(writer("csv")(made))))
    assert [row["passage"] for row in rows] == ["quran:6:124", "quran:8:37", "quran:26:227", "tirmidhi:2414"]
    assert (rows[1]["line"], rows[1]["text_verdict"], rows[1]["cited_as"]) == ("3", "partial", "Al-Anfal: 37")


def test_every_column_and_field_is_documented(made: Appendix) -> None:
    page = (Path(__file__).parents[2] / "docs" / "appendix.md").read_text(encoding="utf-8")
    entry = json.loads(writer("jsonl")(made).splitlines()[0])
    occurrence = entry["occurrences"][0]
    names = {*COLUMNS, *entry, *occurrence, *occurrence["renderings"][0]}
    assert {name for name in names if f"`{name}`" not in page} == set()


def test_csv_runs_no_formula(harmful: Appendix) -> None:
    (row,) = csv.DictReader(io.StringIO(writer("csv")(harmful)))
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
    assert row["document"] == f"'{HARMFUL}"


def test_html_is_whole_and_runs_no_script(harmful: Appendix) -> None:
    page = Reader(writer("html")(harmful))
    assert not page.open
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "a", "b"})
    assert sum(text.strip() == HARMFUL for text, _ in page.texts) >= 6


def test_html_marks_all_arabic_as_such(made: Appendix) -> None:
    page = Reader(writer("html")(made))
    marked = [text for text, around in page.texts if arabic(text)]
    assert marked
    for text, around in page.texts:
        if arabic(text):
            assert any((a.get("lang"), a.get("dir")) == ("ar", "rtl") for _, a in around), text


def test_html_sets_arabic_in_english_apart(harmful: Appendix) -> None:
    rendering = Rendering("Muhammad صلى الله عليه وسلم said")
    section = harmful.sections[0]
    entry = section.entries[0]
    occurrence = replace(entry.occurrences[0], renderings=(rendering,))
    changed = replace(harmful, sections=(replace(section, entries=(replace(entry, occurrences=(occurrence,)),)),))
    assert '<bdi lang="ar" dir="rtl">صلى الله عليه وسلم</bdi> said' in writer("html")(changed)


def test_markdown_shows_what_is_quoted_as_it_is(harmful: Appendix) -> None:
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py renders the page")
    page = Reader(markdown_it.MarkdownIt("commonmark").render(writer("md")(harmful)))
    assert {tag for tag, _ in page.elements} <= {"h1", "h2", "ul", "li", "strong"}
    assert any(HARMFUL in text for text, _ in page.texts) or HARMFUL in "".join(text for text, _ in page.texts)


def test_markdown_isolates_arabic(made: Appendix) -> None:
    lines = [line for line in writer("md")(made).splitlines() if arabic(line)]
    assert lines and all("\u2067" in line and "\u2069" in line for line in lines)


def test_a_misquotation_is_shown_beside_the_passage(harmful: Appendix) -> None:
    assert "stands for \u2067الناس\u2069" in writer("md")(harmful)
    assert 'stands for <bdi><bdi lang="ar" dir="rtl">الناس</bdi></bdi>' in writer("html")(harmful)


@pytest.mark.usefixtures("scanned_by_hand")
def test_appendix_reads_files_and_folders(article_file: Path, small_library: Any) -> None:
    for paths in (article_file, [article_file.parent]):
        entries = appendix(paths, "jsonl", library=small_library).splitlines()
        assert len(entries) == 4


def test_a_file_is_written_wholly_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "appendix.csv"
    write_whole(path, "a\r\nb\r\n")
    assert path.read_bytes() == b"a\r\nb\r\n"
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert path.read_bytes() == b"a\r\nb\r\n"
    assert [one.name for one in tmp_path.iterdir()] == ["appendix.csv"]


def test_a_missing_folder_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "none" / "a.md", "text")
