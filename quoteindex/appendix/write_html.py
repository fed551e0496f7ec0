"""An appendix as a web page that prints well; Arabic runs right to left."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import regex

from quoteindex.appendix.entries import Appendix, Entry, Occurrence, Section
from quoteindex.appendix.labels import difference_words, differences, verdict_words

# Arabic letters and whatever joins them to the next.
_ARABIC = regex.compile(r"([\p{Arabic}\p{M}]+(?:[\s،؛:]+[\p{Arabic}\p{M}]+)*)")
_LATIN = regex.compile(r"\p{Latin}")

_STYLE = """
  :root { --rule: #bbb; --faint: #555; }
  body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff;
         font: 1rem/1.5 "Gentium Plus", "Charis SIL", Georgia, serif; }
  [lang="ar"] { font-family: Amiri, "Scheherazade New", "Noto Naskh Arabic", "Traditional Arabic", "Geeza Pro", serif;
                font-size: 1.2em; line-height: 1.8; }
  h2 { border-bottom: 1px solid var(--rule); display: flex; justify-content: space-between; align-items: baseline; }
  .entry { margin: 1.2rem 0; break-inside: avoid; }
  .entry h3 { margin: 0; font-size: 1rem; }
  .incipit { margin: 0; font-size: 1.35em; }
  .incipit[lang="en"] { font-size: 1rem; font-style: italic; }
  .places { margin: 0.2rem 0 0; padding-inline-start: 1.2rem; }
  .place { font-weight: 600; }
  .verdict, .cited { color: var(--faint); }
  .misquoted .verdict, .not_found .verdict, .disagrees .verdict { color: #a40000; }
  .difference { margin: 0.2rem 0; }
  blockquote { margin: 0.2rem 0; padding-inline-start: 0.8rem; border-inline-start: 2px solid var(--rule); }
  @page { margin: 2cm; }
  @media print { body { max-width: none; margin: 0; padding: 0; font-size: 10pt; } h2, h3 { break-after: avoid; } }
"""


def write(appendix: Appendix) -> str:
    """Return a complete page: a section a work, an article an entry."""
    body = "\n".join(line for section in appendix.sections for line in _section(section))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(appendix.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{escape(appendix.title)}</h1>
{body or "<p>Nothing is quoted.</p>"}
</body>
</html>
"""


def _section(section: Section) -> Iterator[str]:
    yield f'<section id="{escape(section.work or section.kind)}">'
    arabic = f' <span lang="ar" dir="rtl">{escape(section.arabic)}</span>' if section.arabic else ""
    yield f"<h2><span>{escape(section.title)}</span>{arabic}</h2>"
    for entry in section.entries:
        yield from _entry(entry)
    yield "</section>"


def _entry(entry: Entry) -> Iterator[str]:
    anchor = f' id="{escape(str(entry.passage))}"' if entry.passage else ""
    yield f'<article class="entry"{anchor}>'
    yield f"<h3><bdi>{_mixed(entry.reference)}</bdi></h3>"
    if entry.incipit:
        incipit = escape(entry.incipit) if entry.language == "ar" else _mixed(entry.incipit)
        yield f'<p class="incipit" {_direction(entry.language)}>{incipit}</p>'
    yield '<ul class="places">'
    for occurrence in entry.occurrences:
        yield from _occurrence(entry, occurrence)
    yield "</ul>"
    yield "</article>"


def _occurrence(entry: Entry, occurrence: Occurrence) -> Iterator[str]:
    verdict = occurrence.verdict
    classes = " ".join(filter(None, (verdict.text, verdict.reference))) if verdict else ""
    yield f'<li class="{classes}">'
    place = f"<bdi>{escape(occurrence.document)}</bdi>, <bdi>{escape(str(occurrence.place))}</bdi>"
    yield f'<span class="place">{place}</span>'
    if verdict:
        yield f' · <span class="verdict">{escape(verdict_words(verdict))}</span>'
    cited_as = [f"<bdi>{_mixed(words)}</bdi>" for words in occurrence.cited_as if words != entry.reference]
    if cited_as:
        yield f' · <span class="cited">cited as {"; ".join(cited_as)}</span>'
    for rendering in occurrence.renderings:
        translation = f" <cite>({escape(rendering.translation)})</cite>" if rendering.translation else ""
        yield f"<blockquote {_direction('en')}>{_mixed(rendering.text)}{translation}</blockquote>"
    pairs = [(_piece(quoted), _piece(expected)) for quoted, expected in differences(verdict)]
    if pairs:
        yield f'<p class="difference">{"; ".join(difference_words(*pair) for pair in pairs)}</p>'
    yield "</li>"


def _piece(text: str) -> str:
    return f"<bdi>{_mixed(text)}</bdi>" if text else ""


def _mixed(text: str) -> str:
    """Return a text that may hold words of both scripts; the Arabic is marked and set apart.

    >>> _mixed("Muhammad صلى الله عليه وسلم & <others>")
    'Muhammad <bdi lang="ar" dir="rtl">صلى الله عليه وسلم</bdi> &amp; &lt;others&gt;'
    """
    if not _LATIN.search(text) and _ARABIC.search(text):
        return f'<bdi lang="ar" dir="rtl">{escape(text)}</bdi>'
    # Splitting by a group keeps what it catches, at the odd places.
    parts = [escape(part) for part in _ARABIC.split(text)]
    parts[1::2] = [f'<bdi lang="ar" dir="rtl">{part}</bdi>' for part in parts[1::2]]
    return "".join(parts)


def _direction(language: str) -> str:
    return 'lang="ar" dir="rtl"' if language == "ar" else 'lang="en" dir="ltr"'
